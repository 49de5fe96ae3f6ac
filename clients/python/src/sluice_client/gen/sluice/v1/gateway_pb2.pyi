import datetime

from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from sluice_client.gen.sluice.v1 import event_pb2 as _event_pb2
from sluice_client.gen.sluice.v1 import quality_pb2 as _quality_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class StreamMode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    STREAM_MODE_UNSPECIFIED: _ClassVar[StreamMode]
    STREAM_MODE_DISABLED: _ClassVar[StreamMode]
    STREAM_MODE_LOG_ONLY: _ClassVar[StreamMode]
    STREAM_MODE_ENFORCE: _ClassVar[StreamMode]

class InvalidAction(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    INVALID_ACTION_UNSPECIFIED: _ClassVar[InvalidAction]
    INVALID_ACTION_DEAD_LETTER: _ClassVar[InvalidAction]
    INVALID_ACTION_REJECT: _ClassVar[InvalidAction]

class SubjectNameStrategy(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SUBJECT_NAME_STRATEGY_UNSPECIFIED: _ClassVar[SubjectNameStrategy]
    SUBJECT_NAME_STRATEGY_STREAM_AND_TYPE: _ClassVar[SubjectNameStrategy]
    SUBJECT_NAME_STRATEGY_TOPIC: _ClassVar[SubjectNameStrategy]
    SUBJECT_NAME_STRATEGY_RECORD: _ClassVar[SubjectNameStrategy]
    SUBJECT_NAME_STRATEGY_TOPIC_RECORD: _ClassVar[SubjectNameStrategy]

class Ordering(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ORDERING_UNSPECIFIED: _ClassVar[Ordering]
    ORDERING_NONE: _ClassVar[Ordering]
    ORDERING_PER_KEY: _ClassVar[Ordering]
    ORDERING_PER_KEY_OR_SUBJECT: _ClassVar[Ordering]

class AckMode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ACK_MODE_UNSPECIFIED: _ClassVar[AckMode]
    ACK_MODE_CUMULATIVE: _ClassVar[AckMode]
    ACK_MODE_PER_EVENT: _ClassVar[AckMode]

class FloodBreakerState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FLOOD_BREAKER_STATE_UNSPECIFIED: _ClassVar[FloodBreakerState]
    FLOOD_BREAKER_STATE_CLOSED: _ClassVar[FloodBreakerState]
    FLOOD_BREAKER_STATE_OPEN: _ClassVar[FloodBreakerState]
    FLOOD_BREAKER_STATE_HALF_OPEN: _ClassVar[FloodBreakerState]
STREAM_MODE_UNSPECIFIED: StreamMode
STREAM_MODE_DISABLED: StreamMode
STREAM_MODE_LOG_ONLY: StreamMode
STREAM_MODE_ENFORCE: StreamMode
INVALID_ACTION_UNSPECIFIED: InvalidAction
INVALID_ACTION_DEAD_LETTER: InvalidAction
INVALID_ACTION_REJECT: InvalidAction
SUBJECT_NAME_STRATEGY_UNSPECIFIED: SubjectNameStrategy
SUBJECT_NAME_STRATEGY_STREAM_AND_TYPE: SubjectNameStrategy
SUBJECT_NAME_STRATEGY_TOPIC: SubjectNameStrategy
SUBJECT_NAME_STRATEGY_RECORD: SubjectNameStrategy
SUBJECT_NAME_STRATEGY_TOPIC_RECORD: SubjectNameStrategy
ORDERING_UNSPECIFIED: Ordering
ORDERING_NONE: Ordering
ORDERING_PER_KEY: Ordering
ORDERING_PER_KEY_OR_SUBJECT: Ordering
ACK_MODE_UNSPECIFIED: AckMode
ACK_MODE_CUMULATIVE: AckMode
ACK_MODE_PER_EVENT: AckMode
FLOOD_BREAKER_STATE_UNSPECIFIED: FloodBreakerState
FLOOD_BREAKER_STATE_CLOSED: FloodBreakerState
FLOOD_BREAKER_STATE_OPEN: FloodBreakerState
FLOOD_BREAKER_STATE_HALF_OPEN: FloodBreakerState

class ValidateAndPublishRequest(_message.Message):
    __slots__ = ("open", "events", "ping")
    OPEN_FIELD_NUMBER: _ClassVar[int]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    PING_FIELD_NUMBER: _ClassVar[int]
    open: OpenStream
    events: PublishEvents
    ping: Ping
    def __init__(self, open: _Optional[_Union[OpenStream, _Mapping]] = ..., events: _Optional[_Union[PublishEvents, _Mapping]] = ..., ping: _Optional[_Union[Ping, _Mapping]] = ...) -> None: ...

class OpenStream(_message.Message):
    __slots__ = ("stream", "producer_id", "producer_epoch", "invalid_action", "ack_mode", "max_inflight_events", "max_inflight_bytes", "framing", "schema_preferences")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    PRODUCER_ID_FIELD_NUMBER: _ClassVar[int]
    PRODUCER_EPOCH_FIELD_NUMBER: _ClassVar[int]
    INVALID_ACTION_FIELD_NUMBER: _ClassVar[int]
    ACK_MODE_FIELD_NUMBER: _ClassVar[int]
    MAX_INFLIGHT_EVENTS_FIELD_NUMBER: _ClassVar[int]
    MAX_INFLIGHT_BYTES_FIELD_NUMBER: _ClassVar[int]
    FRAMING_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_PREFERENCES_FIELD_NUMBER: _ClassVar[int]
    stream: str
    producer_id: str
    producer_epoch: int
    invalid_action: InvalidAction
    ack_mode: AckMode
    max_inflight_events: int
    max_inflight_bytes: int
    framing: _event_pb2.PayloadFraming
    schema_preferences: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, stream: _Optional[str] = ..., producer_id: _Optional[str] = ..., producer_epoch: _Optional[int] = ..., invalid_action: _Optional[_Union[InvalidAction, str]] = ..., ack_mode: _Optional[_Union[AckMode, str]] = ..., max_inflight_events: _Optional[int] = ..., max_inflight_bytes: _Optional[int] = ..., framing: _Optional[_Union[_event_pb2.PayloadFraming, str]] = ..., schema_preferences: _Optional[_Iterable[str]] = ...) -> None: ...

class PublishEvents(_message.Message):
    __slots__ = ("first_sequence", "events")
    FIRST_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    first_sequence: int
    events: _containers.RepeatedCompositeFieldContainer[_event_pb2.Event]
    def __init__(self, first_sequence: _Optional[int] = ..., events: _Optional[_Iterable[_Union[_event_pb2.Event, _Mapping]]] = ...) -> None: ...

class Ping(_message.Message):
    __slots__ = ("nonce",)
    NONCE_FIELD_NUMBER: _ClassVar[int]
    nonce: int
    def __init__(self, nonce: _Optional[int] = ...) -> None: ...

class ValidateAndPublishResponse(_message.Message):
    __slots__ = ("opened", "acks", "pong", "go_away")
    OPENED_FIELD_NUMBER: _ClassVar[int]
    ACKS_FIELD_NUMBER: _ClassVar[int]
    PONG_FIELD_NUMBER: _ClassVar[int]
    GO_AWAY_FIELD_NUMBER: _ClassVar[int]
    opened: Opened
    acks: Acks
    pong: Pong
    go_away: GoAway
    def __init__(self, opened: _Optional[_Union[Opened, _Mapping]] = ..., acks: _Optional[_Union[Acks, _Mapping]] = ..., pong: _Optional[_Union[Pong, _Mapping]] = ..., go_away: _Optional[_Union[GoAway, _Mapping]] = ...) -> None: ...

class Opened(_message.Message):
    __slots__ = ("session_id", "last_committed_sequence", "window_events", "window_bytes", "max_event_bytes", "max_batch_events", "mode")
    SESSION_ID_FIELD_NUMBER: _ClassVar[int]
    LAST_COMMITTED_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    WINDOW_EVENTS_FIELD_NUMBER: _ClassVar[int]
    WINDOW_BYTES_FIELD_NUMBER: _ClassVar[int]
    MAX_EVENT_BYTES_FIELD_NUMBER: _ClassVar[int]
    MAX_BATCH_EVENTS_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    session_id: str
    last_committed_sequence: int
    window_events: int
    window_bytes: int
    max_event_bytes: int
    max_batch_events: int
    mode: StreamMode
    def __init__(self, session_id: _Optional[str] = ..., last_committed_sequence: _Optional[int] = ..., window_events: _Optional[int] = ..., window_bytes: _Optional[int] = ..., max_event_bytes: _Optional[int] = ..., max_batch_events: _Optional[int] = ..., mode: _Optional[_Union[StreamMode, str]] = ...) -> None: ...

class Acks(_message.Message):
    __slots__ = ("acked_through", "published", "outcomes", "window_events")
    ACKED_THROUGH_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_FIELD_NUMBER: _ClassVar[int]
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    WINDOW_EVENTS_FIELD_NUMBER: _ClassVar[int]
    acked_through: int
    published: _containers.RepeatedCompositeFieldContainer[PublishedRange]
    outcomes: _containers.RepeatedCompositeFieldContainer[_event_pb2.EventOutcome]
    window_events: int
    def __init__(self, acked_through: _Optional[int] = ..., published: _Optional[_Iterable[_Union[PublishedRange, _Mapping]]] = ..., outcomes: _Optional[_Iterable[_Union[_event_pb2.EventOutcome, _Mapping]]] = ..., window_events: _Optional[int] = ...) -> None: ...

class PublishedRange(_message.Message):
    __slots__ = ("first_sequence", "count", "first_position")
    FIRST_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    FIRST_POSITION_FIELD_NUMBER: _ClassVar[int]
    first_sequence: int
    count: int
    first_position: int
    def __init__(self, first_sequence: _Optional[int] = ..., count: _Optional[int] = ..., first_position: _Optional[int] = ...) -> None: ...

class Pong(_message.Message):
    __slots__ = ("nonce", "acked_through")
    NONCE_FIELD_NUMBER: _ClassVar[int]
    ACKED_THROUGH_FIELD_NUMBER: _ClassVar[int]
    nonce: int
    acked_through: int
    def __init__(self, nonce: _Optional[int] = ..., acked_through: _Optional[int] = ...) -> None: ...

class GoAway(_message.Message):
    __slots__ = ("reason",)
    REASON_FIELD_NUMBER: _ClassVar[int]
    reason: str
    def __init__(self, reason: _Optional[str] = ...) -> None: ...

class PublishBatchRequest(_message.Message):
    __slots__ = ("stream", "events", "invalid_action", "framing", "schema_preferences")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    INVALID_ACTION_FIELD_NUMBER: _ClassVar[int]
    FRAMING_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_PREFERENCES_FIELD_NUMBER: _ClassVar[int]
    stream: str
    events: _containers.RepeatedCompositeFieldContainer[_event_pb2.Event]
    invalid_action: InvalidAction
    framing: _event_pb2.PayloadFraming
    schema_preferences: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, stream: _Optional[str] = ..., events: _Optional[_Iterable[_Union[_event_pb2.Event, _Mapping]]] = ..., invalid_action: _Optional[_Union[InvalidAction, str]] = ..., framing: _Optional[_Union[_event_pb2.PayloadFraming, str]] = ..., schema_preferences: _Optional[_Iterable[str]] = ...) -> None: ...

class PublishBatchResponse(_message.Message):
    __slots__ = ("outcomes", "counts")
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    outcomes: _containers.RepeatedCompositeFieldContainer[_event_pb2.EventOutcome]
    counts: OutcomeCounts
    def __init__(self, outcomes: _Optional[_Iterable[_Union[_event_pb2.EventOutcome, _Mapping]]] = ..., counts: _Optional[_Union[OutcomeCounts, _Mapping]] = ...) -> None: ...

class OutcomeCounts(_message.Message):
    __slots__ = ("published", "duplicate", "dead_lettered", "rejected", "failed", "warned")
    PUBLISHED_FIELD_NUMBER: _ClassVar[int]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    DEAD_LETTERED_FIELD_NUMBER: _ClassVar[int]
    REJECTED_FIELD_NUMBER: _ClassVar[int]
    FAILED_FIELD_NUMBER: _ClassVar[int]
    WARNED_FIELD_NUMBER: _ClassVar[int]
    published: int
    duplicate: int
    dead_lettered: int
    rejected: int
    failed: int
    warned: int
    def __init__(self, published: _Optional[int] = ..., duplicate: _Optional[int] = ..., dead_lettered: _Optional[int] = ..., rejected: _Optional[int] = ..., failed: _Optional[int] = ..., warned: _Optional[int] = ...) -> None: ...

class ValidateRequest(_message.Message):
    __slots__ = ("stream", "event", "subject", "version", "framing")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    FRAMING_FIELD_NUMBER: _ClassVar[int]
    stream: str
    event: _event_pb2.Event
    subject: str
    version: str
    framing: _event_pb2.PayloadFraming
    def __init__(self, stream: _Optional[str] = ..., event: _Optional[_Union[_event_pb2.Event, _Mapping]] = ..., subject: _Optional[str] = ..., version: _Optional[str] = ..., framing: _Optional[_Union[_event_pb2.PayloadFraming, str]] = ...) -> None: ...

class ValidateResponse(_message.Message):
    __slots__ = ("valid", "errors", "warnings", "failure_type", "schema", "quality")
    VALID_FIELD_NUMBER: _ClassVar[int]
    ERRORS_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    FAILURE_TYPE_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    QUALITY_FIELD_NUMBER: _ClassVar[int]
    valid: bool
    errors: _containers.RepeatedCompositeFieldContainer[_event_pb2.Violation]
    warnings: _containers.RepeatedCompositeFieldContainer[_event_pb2.Violation]
    failure_type: _event_pb2.FailureType
    schema: _event_pb2.SchemaUsed
    quality: _quality_pb2.EventQuality
    def __init__(self, valid: _Optional[bool] = ..., errors: _Optional[_Iterable[_Union[_event_pb2.Violation, _Mapping]]] = ..., warnings: _Optional[_Iterable[_Union[_event_pb2.Violation, _Mapping]]] = ..., failure_type: _Optional[_Union[_event_pb2.FailureType, str]] = ..., schema: _Optional[_Union[_event_pb2.SchemaUsed, _Mapping]] = ..., quality: _Optional[_Union[_quality_pb2.EventQuality, _Mapping]] = ...) -> None: ...

class StreamLimits(_message.Message):
    __slots__ = ("max_event_bytes", "max_batch_events", "max_depth", "max_extensions")
    MAX_EVENT_BYTES_FIELD_NUMBER: _ClassVar[int]
    MAX_BATCH_EVENTS_FIELD_NUMBER: _ClassVar[int]
    MAX_DEPTH_FIELD_NUMBER: _ClassVar[int]
    MAX_EXTENSIONS_FIELD_NUMBER: _ClassVar[int]
    max_event_bytes: int
    max_batch_events: int
    max_depth: int
    max_extensions: int
    def __init__(self, max_event_bytes: _Optional[int] = ..., max_batch_events: _Optional[int] = ..., max_depth: _Optional[int] = ..., max_extensions: _Optional[int] = ...) -> None: ...

class StreamConfig(_message.Message):
    __slots__ = ("stream", "mode", "subject_name_strategy", "invalid_action", "limits", "framing", "dedupe_window", "quality", "retention", "flood_breaker", "ordering", "wake")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_NAME_STRATEGY_FIELD_NUMBER: _ClassVar[int]
    INVALID_ACTION_FIELD_NUMBER: _ClassVar[int]
    LIMITS_FIELD_NUMBER: _ClassVar[int]
    FRAMING_FIELD_NUMBER: _ClassVar[int]
    DEDUPE_WINDOW_FIELD_NUMBER: _ClassVar[int]
    QUALITY_FIELD_NUMBER: _ClassVar[int]
    RETENTION_FIELD_NUMBER: _ClassVar[int]
    FLOOD_BREAKER_FIELD_NUMBER: _ClassVar[int]
    ORDERING_FIELD_NUMBER: _ClassVar[int]
    WAKE_FIELD_NUMBER: _ClassVar[int]
    stream: str
    mode: StreamMode
    subject_name_strategy: SubjectNameStrategy
    invalid_action: InvalidAction
    limits: StreamLimits
    framing: _event_pb2.PayloadFraming
    dedupe_window: _duration_pb2.Duration
    quality: _quality_pb2.StreamQuality
    retention: LogRetention
    flood_breaker: FloodBreaker
    ordering: Ordering
    wake: WakePolicy
    def __init__(self, stream: _Optional[str] = ..., mode: _Optional[_Union[StreamMode, str]] = ..., subject_name_strategy: _Optional[_Union[SubjectNameStrategy, str]] = ..., invalid_action: _Optional[_Union[InvalidAction, str]] = ..., limits: _Optional[_Union[StreamLimits, _Mapping]] = ..., framing: _Optional[_Union[_event_pb2.PayloadFraming, str]] = ..., dedupe_window: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., quality: _Optional[_Union[_quality_pb2.StreamQuality, _Mapping]] = ..., retention: _Optional[_Union[LogRetention, _Mapping]] = ..., flood_breaker: _Optional[_Union[FloodBreaker, _Mapping]] = ..., ordering: _Optional[_Union[Ordering, str]] = ..., wake: _Optional[_Union[WakePolicy, _Mapping]] = ...) -> None: ...

class WakePolicy(_message.Message):
    __slots__ = ("redrive", "canary", "max_failed_ratio", "max_per_second")
    REDRIVE_FIELD_NUMBER: _ClassVar[int]
    CANARY_FIELD_NUMBER: _ClassVar[int]
    MAX_FAILED_RATIO_FIELD_NUMBER: _ClassVar[int]
    MAX_PER_SECOND_FIELD_NUMBER: _ClassVar[int]
    redrive: bool
    canary: int
    max_failed_ratio: float
    max_per_second: int
    def __init__(self, redrive: _Optional[bool] = ..., canary: _Optional[int] = ..., max_failed_ratio: _Optional[float] = ..., max_per_second: _Optional[int] = ...) -> None: ...

class LogRetention(_message.Message):
    __slots__ = ("max_age", "max_bytes")
    MAX_AGE_FIELD_NUMBER: _ClassVar[int]
    MAX_BYTES_FIELD_NUMBER: _ClassVar[int]
    max_age: _duration_pb2.Duration
    max_bytes: int
    def __init__(self, max_age: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., max_bytes: _Optional[int] = ...) -> None: ...

class FloodBreaker(_message.Message):
    __slots__ = ("disabled", "ratio", "window", "min_events", "cool_down")
    DISABLED_FIELD_NUMBER: _ClassVar[int]
    RATIO_FIELD_NUMBER: _ClassVar[int]
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    MIN_EVENTS_FIELD_NUMBER: _ClassVar[int]
    COOL_DOWN_FIELD_NUMBER: _ClassVar[int]
    disabled: bool
    ratio: float
    window: _duration_pb2.Duration
    min_events: int
    cool_down: _duration_pb2.Duration
    def __init__(self, disabled: _Optional[bool] = ..., ratio: _Optional[float] = ..., window: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., min_events: _Optional[int] = ..., cool_down: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class FloodBreakerStatus(_message.Message):
    __slots__ = ("state", "since", "refused_events")
    STATE_FIELD_NUMBER: _ClassVar[int]
    SINCE_FIELD_NUMBER: _ClassVar[int]
    REFUSED_EVENTS_FIELD_NUMBER: _ClassVar[int]
    state: FloodBreakerState
    since: _timestamp_pb2.Timestamp
    refused_events: int
    def __init__(self, state: _Optional[_Union[FloodBreakerState, str]] = ..., since: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., refused_events: _Optional[int] = ...) -> None: ...

class SetStreamConfigRequest(_message.Message):
    __slots__ = ("config", "dry_run")
    CONFIG_FIELD_NUMBER: _ClassVar[int]
    DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    config: StreamConfig
    dry_run: bool
    def __init__(self, config: _Optional[_Union[StreamConfig, _Mapping]] = ..., dry_run: _Optional[bool] = ...) -> None: ...

class SetStreamConfigResponse(_message.Message):
    __slots__ = ("config", "previous", "preflight")
    CONFIG_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_FIELD_NUMBER: _ClassVar[int]
    PREFLIGHT_FIELD_NUMBER: _ClassVar[int]
    config: StreamConfig
    previous: StreamConfig
    preflight: EnforcePreflight
    def __init__(self, config: _Optional[_Union[StreamConfig, _Mapping]] = ..., previous: _Optional[_Union[StreamConfig, _Mapping]] = ..., preflight: _Optional[_Union[EnforcePreflight, _Mapping]] = ...) -> None: ...

class EnforcePreflight(_message.Message):
    __slots__ = ("events", "would_refuse", "types", "examined", "examined_refused", "causes")
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    WOULD_REFUSE_FIELD_NUMBER: _ClassVar[int]
    TYPES_FIELD_NUMBER: _ClassVar[int]
    EXAMINED_FIELD_NUMBER: _ClassVar[int]
    EXAMINED_REFUSED_FIELD_NUMBER: _ClassVar[int]
    CAUSES_FIELD_NUMBER: _ClassVar[int]
    events: int
    would_refuse: int
    types: _containers.RepeatedCompositeFieldContainer[TypePreflight]
    examined: int
    examined_refused: int
    causes: _containers.RepeatedCompositeFieldContainer[PreflightCause]
    def __init__(self, events: _Optional[int] = ..., would_refuse: _Optional[int] = ..., types: _Optional[_Iterable[_Union[TypePreflight, _Mapping]]] = ..., examined: _Optional[int] = ..., examined_refused: _Optional[int] = ..., causes: _Optional[_Iterable[_Union[PreflightCause, _Mapping]]] = ...) -> None: ...

class PreflightCause(_message.Message):
    __slots__ = ("failure_type", "message", "type", "count", "sample_position", "violations")
    FAILURE_TYPE_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    SAMPLE_POSITION_FIELD_NUMBER: _ClassVar[int]
    VIOLATIONS_FIELD_NUMBER: _ClassVar[int]
    failure_type: _event_pb2.FailureType
    message: str
    type: str
    count: int
    sample_position: int
    violations: _containers.RepeatedCompositeFieldContainer[_event_pb2.Violation]
    def __init__(self, failure_type: _Optional[_Union[_event_pb2.FailureType, str]] = ..., message: _Optional[str] = ..., type: _Optional[str] = ..., count: _Optional[int] = ..., sample_position: _Optional[int] = ..., violations: _Optional[_Iterable[_Union[_event_pb2.Violation, _Mapping]]] = ...) -> None: ...

class TypePreflight(_message.Message):
    __slots__ = ("type", "events", "would_refuse")
    TYPE_FIELD_NUMBER: _ClassVar[int]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    WOULD_REFUSE_FIELD_NUMBER: _ClassVar[int]
    type: str
    events: int
    would_refuse: int
    def __init__(self, type: _Optional[str] = ..., events: _Optional[int] = ..., would_refuse: _Optional[int] = ...) -> None: ...

class GetStreamConfigRequest(_message.Message):
    __slots__ = ("stream",)
    STREAM_FIELD_NUMBER: _ClassVar[int]
    stream: str
    def __init__(self, stream: _Optional[str] = ...) -> None: ...

class GetStreamConfigResponse(_message.Message):
    __slots__ = ("config", "defaults", "flood_breaker")
    CONFIG_FIELD_NUMBER: _ClassVar[int]
    DEFAULTS_FIELD_NUMBER: _ClassVar[int]
    FLOOD_BREAKER_FIELD_NUMBER: _ClassVar[int]
    config: StreamConfig
    defaults: bool
    flood_breaker: FloodBreakerStatus
    def __init__(self, config: _Optional[_Union[StreamConfig, _Mapping]] = ..., defaults: _Optional[bool] = ..., flood_breaker: _Optional[_Union[FloodBreakerStatus, _Mapping]] = ...) -> None: ...

class ListStreamsRequest(_message.Message):
    __slots__ = ("prefix", "page_size", "page_token")
    PREFIX_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    prefix: str
    page_size: int
    page_token: str
    def __init__(self, prefix: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListStreamsResponse(_message.Message):
    __slots__ = ("streams", "next_page_token")
    STREAMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    streams: _containers.RepeatedCompositeFieldContainer[Stream]
    next_page_token: str
    def __init__(self, streams: _Optional[_Iterable[_Union[Stream, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class Stream(_message.Message):
    __slots__ = ("config", "next_position", "open_dead_letters", "first_position", "log_bytes", "flood_breaker")
    CONFIG_FIELD_NUMBER: _ClassVar[int]
    NEXT_POSITION_FIELD_NUMBER: _ClassVar[int]
    OPEN_DEAD_LETTERS_FIELD_NUMBER: _ClassVar[int]
    FIRST_POSITION_FIELD_NUMBER: _ClassVar[int]
    LOG_BYTES_FIELD_NUMBER: _ClassVar[int]
    FLOOD_BREAKER_FIELD_NUMBER: _ClassVar[int]
    config: StreamConfig
    next_position: int
    open_dead_letters: int
    first_position: int
    log_bytes: int
    flood_breaker: FloodBreakerStatus
    def __init__(self, config: _Optional[_Union[StreamConfig, _Mapping]] = ..., next_position: _Optional[int] = ..., open_dead_letters: _Optional[int] = ..., first_position: _Optional[int] = ..., log_bytes: _Optional[int] = ..., flood_breaker: _Optional[_Union[FloodBreakerStatus, _Mapping]] = ...) -> None: ...

class GetStatsRequest(_message.Message):
    __slots__ = ("stream", "window")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    WINDOW_FIELD_NUMBER: _ClassVar[int]
    stream: str
    window: _duration_pb2.Duration
    def __init__(self, stream: _Optional[str] = ..., window: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class GetStatsResponse(_message.Message):
    __slots__ = ("totals", "rows", "at", "quality")
    TOTALS_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    QUALITY_FIELD_NUMBER: _ClassVar[int]
    totals: OutcomeCounts
    rows: _containers.RepeatedCompositeFieldContainer[StatsRow]
    at: _timestamp_pb2.Timestamp
    quality: _containers.RepeatedCompositeFieldContainer[_quality_pb2.QualityStats]
    def __init__(self, totals: _Optional[_Union[OutcomeCounts, _Mapping]] = ..., rows: _Optional[_Iterable[_Union[StatsRow, _Mapping]]] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., quality: _Optional[_Iterable[_Union[_quality_pb2.QualityStats, _Mapping]]] = ...) -> None: ...

class StatsRow(_message.Message):
    __slots__ = ("stream", "type", "schema", "counts", "bytes", "last_at")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    BYTES_FIELD_NUMBER: _ClassVar[int]
    LAST_AT_FIELD_NUMBER: _ClassVar[int]
    stream: str
    type: str
    schema: _event_pb2.SchemaUsed
    counts: OutcomeCounts
    bytes: int
    last_at: _timestamp_pb2.Timestamp
    def __init__(self, stream: _Optional[str] = ..., type: _Optional[str] = ..., schema: _Optional[_Union[_event_pb2.SchemaUsed, _Mapping]] = ..., counts: _Optional[_Union[OutcomeCounts, _Mapping]] = ..., bytes: _Optional[int] = ..., last_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class WatchStatsRequest(_message.Message):
    __slots__ = ("stream", "interval")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    INTERVAL_FIELD_NUMBER: _ClassVar[int]
    stream: str
    interval: _duration_pb2.Duration
    def __init__(self, stream: _Optional[str] = ..., interval: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class WatchStatsResponse(_message.Message):
    __slots__ = ("stats",)
    STATS_FIELD_NUMBER: _ClassVar[int]
    stats: GetStatsResponse
    def __init__(self, stats: _Optional[_Union[GetStatsResponse, _Mapping]] = ...) -> None: ...

class SubscribeRequest(_message.Message):
    __slots__ = ("stream", "position", "earliest", "latest", "types", "group", "until_end", "max_batch_events", "track")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    EARLIEST_FIELD_NUMBER: _ClassVar[int]
    LATEST_FIELD_NUMBER: _ClassVar[int]
    TYPES_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    UNTIL_END_FIELD_NUMBER: _ClassVar[int]
    MAX_BATCH_EVENTS_FIELD_NUMBER: _ClassVar[int]
    TRACK_FIELD_NUMBER: _ClassVar[int]
    stream: str
    position: int
    earliest: bool
    latest: bool
    types: _containers.RepeatedScalarFieldContainer[str]
    group: str
    until_end: bool
    max_batch_events: int
    track: str
    def __init__(self, stream: _Optional[str] = ..., position: _Optional[int] = ..., earliest: _Optional[bool] = ..., latest: _Optional[bool] = ..., types: _Optional[_Iterable[str]] = ..., group: _Optional[str] = ..., until_end: _Optional[bool] = ..., max_batch_events: _Optional[int] = ..., track: _Optional[str] = ...) -> None: ...

class SubscribeResponse(_message.Message):
    __slots__ = ("events", "next_position", "end_position", "missed_events")
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_POSITION_FIELD_NUMBER: _ClassVar[int]
    END_POSITION_FIELD_NUMBER: _ClassVar[int]
    MISSED_EVENTS_FIELD_NUMBER: _ClassVar[int]
    events: _containers.RepeatedCompositeFieldContainer[_event_pb2.LoggedEvent]
    next_position: int
    end_position: int
    missed_events: int
    def __init__(self, events: _Optional[_Iterable[_Union[_event_pb2.LoggedEvent, _Mapping]]] = ..., next_position: _Optional[int] = ..., end_position: _Optional[int] = ..., missed_events: _Optional[int] = ...) -> None: ...

class CommitPositionRequest(_message.Message):
    __slots__ = ("stream", "group", "position")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    stream: str
    group: str
    position: int
    def __init__(self, stream: _Optional[str] = ..., group: _Optional[str] = ..., position: _Optional[int] = ...) -> None: ...

class CommitPositionResponse(_message.Message):
    __slots__ = ("position",)
    POSITION_FIELD_NUMBER: _ClassVar[int]
    position: int
    def __init__(self, position: _Optional[int] = ...) -> None: ...
