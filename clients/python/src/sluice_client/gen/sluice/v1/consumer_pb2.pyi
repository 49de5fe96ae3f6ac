import datetime

from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from sluice_client.gen.sluice.v1 import event_pb2 as _event_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class DeliveryOrder(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DELIVERY_ORDER_UNSPECIFIED: _ClassVar[DeliveryOrder]
    DELIVERY_ORDER_NONE: _ClassVar[DeliveryOrder]
    DELIVERY_ORDER_PER_KEY: _ClassVar[DeliveryOrder]

class SettlementOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SETTLEMENT_OUTCOME_UNSPECIFIED: _ClassVar[SettlementOutcome]
    SETTLEMENT_OUTCOME_SETTLED: _ClassVar[SettlementOutcome]
    SETTLEMENT_OUTCOME_GONE: _ClassVar[SettlementOutcome]
    SETTLEMENT_OUTCOME_LOST: _ClassVar[SettlementOutcome]

class FailureAction(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FAILURE_ACTION_UNSPECIFIED: _ClassVar[FailureAction]
    FAILURE_ACTION_STORE: _ClassVar[FailureAction]
    FAILURE_ACTION_RETRY: _ClassVar[FailureAction]
    FAILURE_ACTION_ALERT: _ClassVar[FailureAction]
    FAILURE_ACTION_DISCARD: _ClassVar[FailureAction]
DELIVERY_ORDER_UNSPECIFIED: DeliveryOrder
DELIVERY_ORDER_NONE: DeliveryOrder
DELIVERY_ORDER_PER_KEY: DeliveryOrder
SETTLEMENT_OUTCOME_UNSPECIFIED: SettlementOutcome
SETTLEMENT_OUTCOME_SETTLED: SettlementOutcome
SETTLEMENT_OUTCOME_GONE: SettlementOutcome
SETTLEMENT_OUTCOME_LOST: SettlementOutcome
FAILURE_ACTION_UNSPECIFIED: FailureAction
FAILURE_ACTION_STORE: FailureAction
FAILURE_ACTION_RETRY: FailureAction
FAILURE_ACTION_ALERT: FailureAction
FAILURE_ACTION_DISCARD: FailureAction

class ConsumerGroup(_message.Message):
    __slots__ = ("stream", "group", "types", "lease", "max_in_flight", "order", "next_position", "settled_position", "end_position", "leased", "waiting", "missed_events")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    TYPES_FIELD_NUMBER: _ClassVar[int]
    LEASE_FIELD_NUMBER: _ClassVar[int]
    MAX_IN_FLIGHT_FIELD_NUMBER: _ClassVar[int]
    ORDER_FIELD_NUMBER: _ClassVar[int]
    NEXT_POSITION_FIELD_NUMBER: _ClassVar[int]
    SETTLED_POSITION_FIELD_NUMBER: _ClassVar[int]
    END_POSITION_FIELD_NUMBER: _ClassVar[int]
    LEASED_FIELD_NUMBER: _ClassVar[int]
    WAITING_FIELD_NUMBER: _ClassVar[int]
    MISSED_EVENTS_FIELD_NUMBER: _ClassVar[int]
    stream: str
    group: str
    types: _containers.RepeatedScalarFieldContainer[str]
    lease: _duration_pb2.Duration
    max_in_flight: int
    order: DeliveryOrder
    next_position: int
    settled_position: int
    end_position: int
    leased: int
    waiting: int
    missed_events: int
    def __init__(self, stream: _Optional[str] = ..., group: _Optional[str] = ..., types: _Optional[_Iterable[str]] = ..., lease: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., max_in_flight: _Optional[int] = ..., order: _Optional[_Union[DeliveryOrder, str]] = ..., next_position: _Optional[int] = ..., settled_position: _Optional[int] = ..., end_position: _Optional[int] = ..., leased: _Optional[int] = ..., waiting: _Optional[int] = ..., missed_events: _Optional[int] = ...) -> None: ...

class SetConsumerGroupRequest(_message.Message):
    __slots__ = ("group", "position", "earliest", "latest")
    GROUP_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    EARLIEST_FIELD_NUMBER: _ClassVar[int]
    LATEST_FIELD_NUMBER: _ClassVar[int]
    group: ConsumerGroup
    position: int
    earliest: bool
    latest: bool
    def __init__(self, group: _Optional[_Union[ConsumerGroup, _Mapping]] = ..., position: _Optional[int] = ..., earliest: _Optional[bool] = ..., latest: _Optional[bool] = ...) -> None: ...

class SetConsumerGroupResponse(_message.Message):
    __slots__ = ("group",)
    GROUP_FIELD_NUMBER: _ClassVar[int]
    group: ConsumerGroup
    def __init__(self, group: _Optional[_Union[ConsumerGroup, _Mapping]] = ...) -> None: ...

class GetConsumerGroupRequest(_message.Message):
    __slots__ = ("stream", "group")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    stream: str
    group: str
    def __init__(self, stream: _Optional[str] = ..., group: _Optional[str] = ...) -> None: ...

class GetConsumerGroupResponse(_message.Message):
    __slots__ = ("group",)
    GROUP_FIELD_NUMBER: _ClassVar[int]
    group: ConsumerGroup
    def __init__(self, group: _Optional[_Union[ConsumerGroup, _Mapping]] = ...) -> None: ...

class ListConsumerGroupsRequest(_message.Message):
    __slots__ = ("stream", "page_size", "page_token")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    stream: str
    page_size: int
    page_token: str
    def __init__(self, stream: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListConsumerGroupsResponse(_message.Message):
    __slots__ = ("groups", "next_page_token")
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    groups: _containers.RepeatedCompositeFieldContainer[ConsumerGroup]
    next_page_token: str
    def __init__(self, groups: _Optional[_Iterable[_Union[ConsumerGroup, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class DeleteConsumerGroupRequest(_message.Message):
    __slots__ = ("stream", "group")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    stream: str
    group: str
    def __init__(self, stream: _Optional[str] = ..., group: _Optional[str] = ...) -> None: ...

class DeleteConsumerGroupResponse(_message.Message):
    __slots__ = ("deleted",)
    DELETED_FIELD_NUMBER: _ClassVar[int]
    deleted: bool
    def __init__(self, deleted: _Optional[bool] = ...) -> None: ...

class LeaseEventsRequest(_message.Message):
    __slots__ = ("stream", "group", "member", "max_events", "wait", "lease")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    MEMBER_FIELD_NUMBER: _ClassVar[int]
    MAX_EVENTS_FIELD_NUMBER: _ClassVar[int]
    WAIT_FIELD_NUMBER: _ClassVar[int]
    LEASE_FIELD_NUMBER: _ClassVar[int]
    stream: str
    group: str
    member: str
    max_events: int
    wait: _duration_pb2.Duration
    lease: _duration_pb2.Duration
    def __init__(self, stream: _Optional[str] = ..., group: _Optional[str] = ..., member: _Optional[str] = ..., max_events: _Optional[int] = ..., wait: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., lease: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class LeaseEventsResponse(_message.Message):
    __slots__ = ("deliveries",)
    DELIVERIES_FIELD_NUMBER: _ClassVar[int]
    deliveries: _containers.RepeatedCompositeFieldContainer[Delivery]
    def __init__(self, deliveries: _Optional[_Iterable[_Union[Delivery, _Mapping]]] = ...) -> None: ...

class Delivery(_message.Message):
    __slots__ = ("id", "event", "delivery_count", "lease_expires_at", "dead_letter_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    DELIVERY_COUNT_FIELD_NUMBER: _ClassVar[int]
    LEASE_EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    DEAD_LETTER_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    event: _event_pb2.LoggedEvent
    delivery_count: int
    lease_expires_at: _timestamp_pb2.Timestamp
    dead_letter_id: str
    def __init__(self, id: _Optional[str] = ..., event: _Optional[_Union[_event_pb2.LoggedEvent, _Mapping]] = ..., delivery_count: _Optional[int] = ..., lease_expires_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., dead_letter_id: _Optional[str] = ...) -> None: ...

class Settlement(_message.Message):
    __slots__ = ("delivery_id", "ack", "release", "extend")
    DELIVERY_ID_FIELD_NUMBER: _ClassVar[int]
    ACK_FIELD_NUMBER: _ClassVar[int]
    RELEASE_FIELD_NUMBER: _ClassVar[int]
    EXTEND_FIELD_NUMBER: _ClassVar[int]
    delivery_id: str
    ack: Ack
    release: Release
    extend: Extend
    def __init__(self, delivery_id: _Optional[str] = ..., ack: _Optional[_Union[Ack, _Mapping]] = ..., release: _Optional[_Union[Release, _Mapping]] = ..., extend: _Optional[_Union[Extend, _Mapping]] = ...) -> None: ...

class Ack(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class Release(_message.Message):
    __slots__ = ("delay",)
    DELAY_FIELD_NUMBER: _ClassVar[int]
    delay: _duration_pb2.Duration
    def __init__(self, delay: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class Extend(_message.Message):
    __slots__ = ("lease",)
    LEASE_FIELD_NUMBER: _ClassVar[int]
    lease: _duration_pb2.Duration
    def __init__(self, lease: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class SettleDeliveriesRequest(_message.Message):
    __slots__ = ("stream", "group", "settlements")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    SETTLEMENTS_FIELD_NUMBER: _ClassVar[int]
    stream: str
    group: str
    settlements: _containers.RepeatedCompositeFieldContainer[Settlement]
    def __init__(self, stream: _Optional[str] = ..., group: _Optional[str] = ..., settlements: _Optional[_Iterable[_Union[Settlement, _Mapping]]] = ...) -> None: ...

class SettleDeliveriesResponse(_message.Message):
    __slots__ = ("outcomes",)
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    outcomes: _containers.RepeatedScalarFieldContainer[SettlementOutcome]
    def __init__(self, outcomes: _Optional[_Iterable[_Union[SettlementOutcome, str]]] = ...) -> None: ...

class RedeliverDeadLettersRequest(_message.Message):
    __slots__ = ("ids",)
    IDS_FIELD_NUMBER: _ClassVar[int]
    ids: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, ids: _Optional[_Iterable[str]] = ...) -> None: ...

class RedeliverDeadLettersResponse(_message.Message):
    __slots__ = ("redelivered", "skipped")
    REDELIVERED_FIELD_NUMBER: _ClassVar[int]
    SKIPPED_FIELD_NUMBER: _ClassVar[int]
    redelivered: int
    skipped: int
    def __init__(self, redelivered: _Optional[int] = ..., skipped: _Optional[int] = ...) -> None: ...

class FailurePolicy(_message.Message):
    __slots__ = ("error_type", "action", "retry")
    ERROR_TYPE_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    RETRY_FIELD_NUMBER: _ClassVar[int]
    error_type: str
    action: FailureAction
    retry: RetrySchedule
    def __init__(self, error_type: _Optional[str] = ..., action: _Optional[_Union[FailureAction, str]] = ..., retry: _Optional[_Union[RetrySchedule, _Mapping]] = ...) -> None: ...

class RetrySchedule(_message.Message):
    __slots__ = ("base", "cap", "max_attempts", "max_age")
    BASE_FIELD_NUMBER: _ClassVar[int]
    CAP_FIELD_NUMBER: _ClassVar[int]
    MAX_ATTEMPTS_FIELD_NUMBER: _ClassVar[int]
    MAX_AGE_FIELD_NUMBER: _ClassVar[int]
    base: _duration_pb2.Duration
    cap: _duration_pb2.Duration
    max_attempts: int
    max_age: _duration_pb2.Duration
    def __init__(self, base: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., cap: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., max_attempts: _Optional[int] = ..., max_age: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class SetFailurePoliciesRequest(_message.Message):
    __slots__ = ("stream", "policies")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    POLICIES_FIELD_NUMBER: _ClassVar[int]
    stream: str
    policies: _containers.RepeatedCompositeFieldContainer[FailurePolicy]
    def __init__(self, stream: _Optional[str] = ..., policies: _Optional[_Iterable[_Union[FailurePolicy, _Mapping]]] = ...) -> None: ...

class SetFailurePoliciesResponse(_message.Message):
    __slots__ = ("policies",)
    POLICIES_FIELD_NUMBER: _ClassVar[int]
    policies: _containers.RepeatedCompositeFieldContainer[FailurePolicy]
    def __init__(self, policies: _Optional[_Iterable[_Union[FailurePolicy, _Mapping]]] = ...) -> None: ...

class GetFailurePoliciesRequest(_message.Message):
    __slots__ = ("stream",)
    STREAM_FIELD_NUMBER: _ClassVar[int]
    stream: str
    def __init__(self, stream: _Optional[str] = ...) -> None: ...

class GetFailurePoliciesResponse(_message.Message):
    __slots__ = ("policies", "discarded")
    POLICIES_FIELD_NUMBER: _ClassVar[int]
    DISCARDED_FIELD_NUMBER: _ClassVar[int]
    policies: _containers.RepeatedCompositeFieldContainer[FailurePolicy]
    discarded: _containers.RepeatedCompositeFieldContainer[DiscardedFailures]
    def __init__(self, policies: _Optional[_Iterable[_Union[FailurePolicy, _Mapping]]] = ..., discarded: _Optional[_Iterable[_Union[DiscardedFailures, _Mapping]]] = ...) -> None: ...

class DiscardedFailures(_message.Message):
    __slots__ = ("consumer_group", "error_type", "count", "last_at", "last_position")
    CONSUMER_GROUP_FIELD_NUMBER: _ClassVar[int]
    ERROR_TYPE_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    LAST_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_POSITION_FIELD_NUMBER: _ClassVar[int]
    consumer_group: str
    error_type: str
    count: int
    last_at: _timestamp_pb2.Timestamp
    last_position: int
    def __init__(self, consumer_group: _Optional[str] = ..., error_type: _Optional[str] = ..., count: _Optional[int] = ..., last_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., last_position: _Optional[int] = ...) -> None: ...
