import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from sluice_client.gen.sluice.v1 import finding_pb2 as _finding_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class PayloadFraming(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    PAYLOAD_FRAMING_UNSPECIFIED: _ClassVar[PayloadFraming]
    PAYLOAD_FRAMING_PLAIN: _ClassVar[PayloadFraming]
    PAYLOAD_FRAMING_CONFLUENT: _ClassVar[PayloadFraming]

class FailureType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FAILURE_TYPE_UNSPECIFIED: _ClassVar[FailureType]
    FAILURE_TYPE_SCHEMA_NOT_FOUND: _ClassVar[FailureType]
    FAILURE_TYPE_MALFORMED: _ClassVar[FailureType]
    FAILURE_TYPE_SCHEMA_VIOLATION: _ClassVar[FailureType]
    FAILURE_TYPE_SCHEMA_DISABLED: _ClassVar[FailureType]
    FAILURE_TYPE_INVALID_EVENT: _ClassVar[FailureType]
    FAILURE_TYPE_TOO_LARGE: _ClassVar[FailureType]
    FAILURE_TYPE_PROCESSING: _ClassVar[FailureType]
    FAILURE_TYPE_SINK: _ClassVar[FailureType]
    FAILURE_TYPE_QUALITY: _ClassVar[FailureType]
    FAILURE_TYPE_KEY_BLOCKED: _ClassVar[FailureType]
PAYLOAD_FRAMING_UNSPECIFIED: PayloadFraming
PAYLOAD_FRAMING_PLAIN: PayloadFraming
PAYLOAD_FRAMING_CONFLUENT: PayloadFraming
FAILURE_TYPE_UNSPECIFIED: FailureType
FAILURE_TYPE_SCHEMA_NOT_FOUND: FailureType
FAILURE_TYPE_MALFORMED: FailureType
FAILURE_TYPE_SCHEMA_VIOLATION: FailureType
FAILURE_TYPE_SCHEMA_DISABLED: FailureType
FAILURE_TYPE_INVALID_EVENT: FailureType
FAILURE_TYPE_TOO_LARGE: FailureType
FAILURE_TYPE_PROCESSING: FailureType
FAILURE_TYPE_SINK: FailureType
FAILURE_TYPE_QUALITY: FailureType
FAILURE_TYPE_KEY_BLOCKED: FailureType

class Event(_message.Message):
    __slots__ = ("id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "extensions", "data", "data_text", "schema_id")
    class ExtensionsEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    DATACONTENTTYPE_FIELD_NUMBER: _ClassVar[int]
    DATASCHEMA_FIELD_NUMBER: _ClassVar[int]
    EXTENSIONS_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    DATA_TEXT_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    source: str
    type: str
    subject: str
    time: _timestamp_pb2.Timestamp
    datacontenttype: str
    dataschema: str
    extensions: _containers.ScalarMap[str, str]
    data: bytes
    data_text: str
    schema_id: int
    def __init__(self, id: _Optional[str] = ..., source: _Optional[str] = ..., type: _Optional[str] = ..., subject: _Optional[str] = ..., time: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., datacontenttype: _Optional[str] = ..., dataschema: _Optional[str] = ..., extensions: _Optional[_Mapping[str, str]] = ..., data: _Optional[bytes] = ..., data_text: _Optional[str] = ..., schema_id: _Optional[int] = ...) -> None: ...

class Violation(_message.Message):
    __slots__ = ("code", "instance_path", "schema_path", "keyword", "message", "hint", "severity")
    CODE_FIELD_NUMBER: _ClassVar[int]
    INSTANCE_PATH_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_PATH_FIELD_NUMBER: _ClassVar[int]
    KEYWORD_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    HINT_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    code: str
    instance_path: str
    schema_path: str
    keyword: str
    message: str
    hint: str
    severity: _finding_pb2.Severity
    def __init__(self, code: _Optional[str] = ..., instance_path: _Optional[str] = ..., schema_path: _Optional[str] = ..., keyword: _Optional[str] = ..., message: _Optional[str] = ..., hint: _Optional[str] = ..., severity: _Optional[_Union[_finding_pb2.Severity, str]] = ...) -> None: ...

class SchemaUsed(_message.Message):
    __slots__ = ("subject", "version", "semver", "schema_id")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    SEMVER_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_ID_FIELD_NUMBER: _ClassVar[int]
    subject: str
    version: int
    semver: str
    schema_id: int
    def __init__(self, subject: _Optional[str] = ..., version: _Optional[int] = ..., semver: _Optional[str] = ..., schema_id: _Optional[int] = ...) -> None: ...

class EventOutcome(_message.Message):
    __slots__ = ("sequence", "event_id", "published", "duplicate", "dead_lettered", "rejected", "failed", "warnings")
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_FIELD_NUMBER: _ClassVar[int]
    DUPLICATE_FIELD_NUMBER: _ClassVar[int]
    DEAD_LETTERED_FIELD_NUMBER: _ClassVar[int]
    REJECTED_FIELD_NUMBER: _ClassVar[int]
    FAILED_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    sequence: int
    event_id: str
    published: Published
    duplicate: Duplicate
    dead_lettered: DeadLettered
    rejected: Rejected
    failed: Failed
    warnings: _containers.RepeatedCompositeFieldContainer[Violation]
    def __init__(self, sequence: _Optional[int] = ..., event_id: _Optional[str] = ..., published: _Optional[_Union[Published, _Mapping]] = ..., duplicate: _Optional[_Union[Duplicate, _Mapping]] = ..., dead_lettered: _Optional[_Union[DeadLettered, _Mapping]] = ..., rejected: _Optional[_Union[Rejected, _Mapping]] = ..., failed: _Optional[_Union[Failed, _Mapping]] = ..., warnings: _Optional[_Iterable[_Union[Violation, _Mapping]]] = ...) -> None: ...

class Published(_message.Message):
    __slots__ = ("position", "schema")
    POSITION_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    position: int
    schema: SchemaUsed
    def __init__(self, position: _Optional[int] = ..., schema: _Optional[_Union[SchemaUsed, _Mapping]] = ...) -> None: ...

class Duplicate(_message.Message):
    __slots__ = ("position", "dead_letter_id")
    POSITION_FIELD_NUMBER: _ClassVar[int]
    DEAD_LETTER_ID_FIELD_NUMBER: _ClassVar[int]
    position: int
    dead_letter_id: str
    def __init__(self, position: _Optional[int] = ..., dead_letter_id: _Optional[str] = ...) -> None: ...

class DeadLettered(_message.Message):
    __slots__ = ("dead_letter_id", "failure_type", "fingerprint", "violations", "schema", "blocked_by")
    DEAD_LETTER_ID_FIELD_NUMBER: _ClassVar[int]
    FAILURE_TYPE_FIELD_NUMBER: _ClassVar[int]
    FINGERPRINT_FIELD_NUMBER: _ClassVar[int]
    VIOLATIONS_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    BLOCKED_BY_FIELD_NUMBER: _ClassVar[int]
    dead_letter_id: str
    failure_type: FailureType
    fingerprint: str
    violations: _containers.RepeatedCompositeFieldContainer[Violation]
    schema: SchemaUsed
    blocked_by: str
    def __init__(self, dead_letter_id: _Optional[str] = ..., failure_type: _Optional[_Union[FailureType, str]] = ..., fingerprint: _Optional[str] = ..., violations: _Optional[_Iterable[_Union[Violation, _Mapping]]] = ..., schema: _Optional[_Union[SchemaUsed, _Mapping]] = ..., blocked_by: _Optional[str] = ...) -> None: ...

class Rejected(_message.Message):
    __slots__ = ("failure_type", "violations", "schema")
    FAILURE_TYPE_FIELD_NUMBER: _ClassVar[int]
    VIOLATIONS_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    failure_type: FailureType
    violations: _containers.RepeatedCompositeFieldContainer[Violation]
    schema: SchemaUsed
    def __init__(self, failure_type: _Optional[_Union[FailureType, str]] = ..., violations: _Optional[_Iterable[_Union[Violation, _Mapping]]] = ..., schema: _Optional[_Union[SchemaUsed, _Mapping]] = ...) -> None: ...

class Failed(_message.Message):
    __slots__ = ("reason", "message", "retryable", "retry_after_ms", "violations", "failure_type")
    REASON_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    RETRYABLE_FIELD_NUMBER: _ClassVar[int]
    RETRY_AFTER_MS_FIELD_NUMBER: _ClassVar[int]
    VIOLATIONS_FIELD_NUMBER: _ClassVar[int]
    FAILURE_TYPE_FIELD_NUMBER: _ClassVar[int]
    reason: str
    message: str
    retryable: bool
    retry_after_ms: int
    violations: _containers.RepeatedCompositeFieldContainer[Violation]
    failure_type: FailureType
    def __init__(self, reason: _Optional[str] = ..., message: _Optional[str] = ..., retryable: _Optional[bool] = ..., retry_after_ms: _Optional[int] = ..., violations: _Optional[_Iterable[_Union[Violation, _Mapping]]] = ..., failure_type: _Optional[_Union[FailureType, str]] = ...) -> None: ...

class LoggedEvent(_message.Message):
    __slots__ = ("position", "event", "schema", "published_at", "has_warnings", "redriven_from", "conversion")
    POSITION_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    PUBLISHED_AT_FIELD_NUMBER: _ClassVar[int]
    HAS_WARNINGS_FIELD_NUMBER: _ClassVar[int]
    REDRIVEN_FROM_FIELD_NUMBER: _ClassVar[int]
    CONVERSION_FIELD_NUMBER: _ClassVar[int]
    position: int
    event: Event
    schema: SchemaUsed
    published_at: _timestamp_pb2.Timestamp
    has_warnings: bool
    redriven_from: str
    conversion: TrackConversion
    def __init__(self, position: _Optional[int] = ..., event: _Optional[_Union[Event, _Mapping]] = ..., schema: _Optional[_Union[SchemaUsed, _Mapping]] = ..., published_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., has_warnings: _Optional[bool] = ..., redriven_from: _Optional[str] = ..., conversion: _Optional[_Union[TrackConversion, _Mapping]] = ...) -> None: ...

class TrackConversion(_message.Message):
    __slots__ = ("converted", "schema", "tracks", "reason")
    CONVERTED_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    TRACKS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    converted: bool
    schema: SchemaUsed
    tracks: _containers.RepeatedScalarFieldContainer[str]
    reason: str
    def __init__(self, converted: _Optional[bool] = ..., schema: _Optional[_Union[SchemaUsed, _Mapping]] = ..., tracks: _Optional[_Iterable[str]] = ..., reason: _Optional[str] = ...) -> None: ...
