import datetime

from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AlertKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ALERT_KIND_UNSPECIFIED: _ClassVar[AlertKind]
    ALERT_KIND_RATE: _ClassVar[AlertKind]
    ALERT_KIND_NEW_GROUP: _ClassVar[AlertKind]
    ALERT_KIND_CRITICAL_ERROR: _ClassVar[AlertKind]
    ALERT_KIND_PRODUCER_FAILING: _ClassVar[AlertKind]
    ALERT_KIND_CONSUMER_FAILING: _ClassVar[AlertKind]
    ALERT_KIND_OLD_OPEN: _ClassVar[AlertKind]
    ALERT_KIND_BACKLOG_GROWING: _ClassVar[AlertKind]
    ALERT_KIND_REDRIVE_FAILING: _ClassVar[AlertKind]
    ALERT_KIND_BREAKER_OPEN: _ClassVar[AlertKind]

class AlertState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ALERT_STATE_UNSPECIFIED: _ClassVar[AlertState]
    ALERT_STATE_FIRING: _ClassVar[AlertState]
    ALERT_STATE_RESOLVED: _ClassVar[AlertState]
ALERT_KIND_UNSPECIFIED: AlertKind
ALERT_KIND_RATE: AlertKind
ALERT_KIND_NEW_GROUP: AlertKind
ALERT_KIND_CRITICAL_ERROR: AlertKind
ALERT_KIND_PRODUCER_FAILING: AlertKind
ALERT_KIND_CONSUMER_FAILING: AlertKind
ALERT_KIND_OLD_OPEN: AlertKind
ALERT_KIND_BACKLOG_GROWING: AlertKind
ALERT_KIND_REDRIVE_FAILING: AlertKind
ALERT_KIND_BREAKER_OPEN: AlertKind
ALERT_STATE_UNSPECIFIED: AlertState
ALERT_STATE_FIRING: AlertState
ALERT_STATE_RESOLVED: AlertState

class Alert(_message.Message):
    __slots__ = ("id", "kind", "stream", "state", "since", "resolved_at", "updated_at", "value", "threshold", "message", "group", "about", "acknowledged_at", "acknowledged_by", "acknowledged_reason", "notified_at", "revision")
    ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    STREAM_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    RESOLVED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    ABOUT_FIELD_NUMBER: _ClassVar[int]
    ACKNOWLEDGED_AT_FIELD_NUMBER: _ClassVar[int]
    ACKNOWLEDGED_BY_FIELD_NUMBER: _ClassVar[int]
    ACKNOWLEDGED_REASON_FIELD_NUMBER: _ClassVar[int]
    NOTIFIED_AT_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    id: str
    kind: AlertKind
    stream: str
    state: AlertState
    since: _timestamp_pb2.Timestamp
    resolved_at: _timestamp_pb2.Timestamp
    updated_at: _timestamp_pb2.Timestamp
    value: float
    threshold: float
    message: str
    group: str
    about: str
    acknowledged_at: _timestamp_pb2.Timestamp
    acknowledged_by: str
    acknowledged_reason: str
    notified_at: _timestamp_pb2.Timestamp
    revision: int
    def __init__(self, id: _Optional[str] = ..., kind: _Optional[_Union[AlertKind, str]] = ..., stream: _Optional[str] = ..., state: _Optional[_Union[AlertState, str]] = ..., since: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., resolved_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., updated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., value: _Optional[float] = ..., threshold: _Optional[float] = ..., message: _Optional[str] = ..., group: _Optional[str] = ..., about: _Optional[str] = ..., acknowledged_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., acknowledged_by: _Optional[str] = ..., acknowledged_reason: _Optional[str] = ..., notified_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., revision: _Optional[int] = ...) -> None: ...

class AlertRule(_message.Message):
    __slots__ = ("kind", "enabled", "threshold", "window", "min_events", "error_types")
    KIND_FIELD_NUMBER: _ClassVar[int]
    ENABLED_FIELD_NUMBER: _ClassVar[int]
    THRESHOLD_FIELD_NUMBER: _ClassVar[int]
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    MIN_EVENTS_FIELD_NUMBER: _ClassVar[int]
    ERROR_TYPES_FIELD_NUMBER: _ClassVar[int]
    kind: AlertKind
    enabled: bool
    threshold: float
    window: _duration_pb2.Duration
    min_events: int
    error_types: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, kind: _Optional[_Union[AlertKind, str]] = ..., enabled: _Optional[bool] = ..., threshold: _Optional[float] = ..., window: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., min_events: _Optional[int] = ..., error_types: _Optional[_Iterable[str]] = ...) -> None: ...

class ListAlertsRequest(_message.Message):
    __slots__ = ("state", "stream", "kind", "page_size", "page_token")
    STATE_FIELD_NUMBER: _ClassVar[int]
    STREAM_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    state: AlertState
    stream: str
    kind: AlertKind
    page_size: int
    page_token: str
    def __init__(self, state: _Optional[_Union[AlertState, str]] = ..., stream: _Optional[str] = ..., kind: _Optional[_Union[AlertKind, str]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListAlertsResponse(_message.Message):
    __slots__ = ("alerts", "next_page_token")
    ALERTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    alerts: _containers.RepeatedCompositeFieldContainer[Alert]
    next_page_token: str
    def __init__(self, alerts: _Optional[_Iterable[_Union[Alert, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class WatchAlertsRequest(_message.Message):
    __slots__ = ("stream", "after_revision")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    AFTER_REVISION_FIELD_NUMBER: _ClassVar[int]
    stream: str
    after_revision: int
    def __init__(self, stream: _Optional[str] = ..., after_revision: _Optional[int] = ...) -> None: ...

class WatchAlertsResponse(_message.Message):
    __slots__ = ("alerts", "revision")
    ALERTS_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    alerts: _containers.RepeatedCompositeFieldContainer[Alert]
    revision: int
    def __init__(self, alerts: _Optional[_Iterable[_Union[Alert, _Mapping]]] = ..., revision: _Optional[int] = ...) -> None: ...

class AcknowledgeAlertRequest(_message.Message):
    __slots__ = ("id", "actor", "reason")
    ID_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    id: str
    actor: str
    reason: str
    def __init__(self, id: _Optional[str] = ..., actor: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class AcknowledgeAlertResponse(_message.Message):
    __slots__ = ("alert",)
    ALERT_FIELD_NUMBER: _ClassVar[int]
    alert: Alert
    def __init__(self, alert: _Optional[_Union[Alert, _Mapping]] = ...) -> None: ...

class GetAlertRulesRequest(_message.Message):
    __slots__ = ("stream",)
    STREAM_FIELD_NUMBER: _ClassVar[int]
    stream: str
    def __init__(self, stream: _Optional[str] = ...) -> None: ...

class GetAlertRulesResponse(_message.Message):
    __slots__ = ("effective", "overrides")
    EFFECTIVE_FIELD_NUMBER: _ClassVar[int]
    OVERRIDES_FIELD_NUMBER: _ClassVar[int]
    effective: _containers.RepeatedCompositeFieldContainer[AlertRule]
    overrides: _containers.RepeatedCompositeFieldContainer[AlertRule]
    def __init__(self, effective: _Optional[_Iterable[_Union[AlertRule, _Mapping]]] = ..., overrides: _Optional[_Iterable[_Union[AlertRule, _Mapping]]] = ...) -> None: ...

class SetAlertRulesRequest(_message.Message):
    __slots__ = ("stream", "rules")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    stream: str
    rules: _containers.RepeatedCompositeFieldContainer[AlertRule]
    def __init__(self, stream: _Optional[str] = ..., rules: _Optional[_Iterable[_Union[AlertRule, _Mapping]]] = ...) -> None: ...

class SetAlertRulesResponse(_message.Message):
    __slots__ = ("effective",)
    EFFECTIVE_FIELD_NUMBER: _ClassVar[int]
    effective: _containers.RepeatedCompositeFieldContainer[AlertRule]
    def __init__(self, effective: _Optional[_Iterable[_Union[AlertRule, _Mapping]]] = ...) -> None: ...

class Webhook(_message.Message):
    __slots__ = ("id", "url", "description", "enabled", "kinds", "streams", "created_at", "failing_since", "failures", "last_success_at", "last_error", "pending")
    ID_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    ENABLED_FIELD_NUMBER: _ClassVar[int]
    KINDS_FIELD_NUMBER: _ClassVar[int]
    STREAMS_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    FAILING_SINCE_FIELD_NUMBER: _ClassVar[int]
    FAILURES_FIELD_NUMBER: _ClassVar[int]
    LAST_SUCCESS_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_ERROR_FIELD_NUMBER: _ClassVar[int]
    PENDING_FIELD_NUMBER: _ClassVar[int]
    id: str
    url: str
    description: str
    enabled: bool
    kinds: _containers.RepeatedScalarFieldContainer[AlertKind]
    streams: _containers.RepeatedScalarFieldContainer[str]
    created_at: _timestamp_pb2.Timestamp
    failing_since: _timestamp_pb2.Timestamp
    failures: int
    last_success_at: _timestamp_pb2.Timestamp
    last_error: str
    pending: int
    def __init__(self, id: _Optional[str] = ..., url: _Optional[str] = ..., description: _Optional[str] = ..., enabled: _Optional[bool] = ..., kinds: _Optional[_Iterable[_Union[AlertKind, str]]] = ..., streams: _Optional[_Iterable[str]] = ..., created_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., failing_since: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., failures: _Optional[int] = ..., last_success_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., last_error: _Optional[str] = ..., pending: _Optional[int] = ...) -> None: ...

class SetWebhookRequest(_message.Message):
    __slots__ = ("id", "url", "secret", "description", "disabled", "kinds", "streams")
    ID_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    SECRET_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    DISABLED_FIELD_NUMBER: _ClassVar[int]
    KINDS_FIELD_NUMBER: _ClassVar[int]
    STREAMS_FIELD_NUMBER: _ClassVar[int]
    id: str
    url: str
    secret: str
    description: str
    disabled: bool
    kinds: _containers.RepeatedScalarFieldContainer[AlertKind]
    streams: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, id: _Optional[str] = ..., url: _Optional[str] = ..., secret: _Optional[str] = ..., description: _Optional[str] = ..., disabled: _Optional[bool] = ..., kinds: _Optional[_Iterable[_Union[AlertKind, str]]] = ..., streams: _Optional[_Iterable[str]] = ...) -> None: ...

class SetWebhookResponse(_message.Message):
    __slots__ = ("webhook", "generated_secret")
    WEBHOOK_FIELD_NUMBER: _ClassVar[int]
    GENERATED_SECRET_FIELD_NUMBER: _ClassVar[int]
    webhook: Webhook
    generated_secret: str
    def __init__(self, webhook: _Optional[_Union[Webhook, _Mapping]] = ..., generated_secret: _Optional[str] = ...) -> None: ...

class ListWebhooksRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class ListWebhooksResponse(_message.Message):
    __slots__ = ("webhooks",)
    WEBHOOKS_FIELD_NUMBER: _ClassVar[int]
    webhooks: _containers.RepeatedCompositeFieldContainer[Webhook]
    def __init__(self, webhooks: _Optional[_Iterable[_Union[Webhook, _Mapping]]] = ...) -> None: ...

class DeleteWebhookRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class DeleteWebhookResponse(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class TestWebhookRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class TestWebhookResponse(_message.Message):
    __slots__ = ("delivered", "http_status", "error", "duration")
    DELIVERED_FIELD_NUMBER: _ClassVar[int]
    HTTP_STATUS_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    DURATION_FIELD_NUMBER: _ClassVar[int]
    delivered: bool
    http_status: int
    error: str
    duration: _duration_pb2.Duration
    def __init__(self, delivered: _Optional[bool] = ..., http_status: _Optional[int] = ..., error: _Optional[str] = ..., duration: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...
