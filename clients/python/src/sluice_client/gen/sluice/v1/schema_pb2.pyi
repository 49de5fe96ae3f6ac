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

class SchemaFormat(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SCHEMA_FORMAT_UNSPECIFIED: _ClassVar[SchemaFormat]
    SCHEMA_FORMAT_JSON_SCHEMA: _ClassVar[SchemaFormat]
    SCHEMA_FORMAT_AVRO: _ClassVar[SchemaFormat]
    SCHEMA_FORMAT_PROTOBUF: _ClassVar[SchemaFormat]

class CompatibilityLevel(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COMPATIBILITY_LEVEL_UNSPECIFIED: _ClassVar[CompatibilityLevel]
    COMPATIBILITY_LEVEL_NONE: _ClassVar[CompatibilityLevel]
    COMPATIBILITY_LEVEL_BACKWARD: _ClassVar[CompatibilityLevel]
    COMPATIBILITY_LEVEL_BACKWARD_TRANSITIVE: _ClassVar[CompatibilityLevel]
    COMPATIBILITY_LEVEL_FORWARD: _ClassVar[CompatibilityLevel]
    COMPATIBILITY_LEVEL_FORWARD_TRANSITIVE: _ClassVar[CompatibilityLevel]
    COMPATIBILITY_LEVEL_FULL: _ClassVar[CompatibilityLevel]
    COMPATIBILITY_LEVEL_FULL_TRANSITIVE: _ClassVar[CompatibilityLevel]

class VersionState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    VERSION_STATE_UNSPECIFIED: _ClassVar[VersionState]
    VERSION_STATE_ACTIVE: _ClassVar[VersionState]
    VERSION_STATE_DEPRECATED: _ClassVar[VersionState]
    VERSION_STATE_DISABLED: _ClassVar[VersionState]
SCHEMA_FORMAT_UNSPECIFIED: SchemaFormat
SCHEMA_FORMAT_JSON_SCHEMA: SchemaFormat
SCHEMA_FORMAT_AVRO: SchemaFormat
SCHEMA_FORMAT_PROTOBUF: SchemaFormat
COMPATIBILITY_LEVEL_UNSPECIFIED: CompatibilityLevel
COMPATIBILITY_LEVEL_NONE: CompatibilityLevel
COMPATIBILITY_LEVEL_BACKWARD: CompatibilityLevel
COMPATIBILITY_LEVEL_BACKWARD_TRANSITIVE: CompatibilityLevel
COMPATIBILITY_LEVEL_FORWARD: CompatibilityLevel
COMPATIBILITY_LEVEL_FORWARD_TRANSITIVE: CompatibilityLevel
COMPATIBILITY_LEVEL_FULL: CompatibilityLevel
COMPATIBILITY_LEVEL_FULL_TRANSITIVE: CompatibilityLevel
VERSION_STATE_UNSPECIFIED: VersionState
VERSION_STATE_ACTIVE: VersionState
VERSION_STATE_DEPRECATED: VersionState
VERSION_STATE_DISABLED: VersionState

class SchemaReference(_message.Message):
    __slots__ = ("name", "subject", "version")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    name: str
    subject: str
    version: int
    def __init__(self, name: _Optional[str] = ..., subject: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...

class Deprecation(_message.Message):
    __slots__ = ("message", "sunset_at")
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    SUNSET_AT_FIELD_NUMBER: _ClassVar[int]
    message: str
    sunset_at: _timestamp_pb2.Timestamp
    def __init__(self, message: _Optional[str] = ..., sunset_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Waiver(_message.Message):
    __slots__ = ("actor", "reason", "findings")
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    actor: str
    reason: str
    findings: _containers.RepeatedCompositeFieldContainer[_finding_pb2.Finding]
    def __init__(self, actor: _Optional[str] = ..., reason: _Optional[str] = ..., findings: _Optional[_Iterable[_Union[_finding_pb2.Finding, _Mapping]]] = ...) -> None: ...

class SchemaVersion(_message.Message):
    __slots__ = ("subject", "version", "semver", "track", "schema_id", "guid", "fingerprint", "format", "schema", "references", "state", "deprecation", "metadata", "tags", "owner", "description", "registered_at", "deleted", "waiver")
    class MetadataEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    SEMVER_FIELD_NUMBER: _ClassVar[int]
    TRACK_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_ID_FIELD_NUMBER: _ClassVar[int]
    GUID_FIELD_NUMBER: _ClassVar[int]
    FINGERPRINT_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    REFERENCES_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    DEPRECATION_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    REGISTERED_AT_FIELD_NUMBER: _ClassVar[int]
    DELETED_FIELD_NUMBER: _ClassVar[int]
    WAIVER_FIELD_NUMBER: _ClassVar[int]
    subject: str
    version: int
    semver: str
    track: str
    schema_id: int
    guid: str
    fingerprint: str
    format: SchemaFormat
    schema: str
    references: _containers.RepeatedCompositeFieldContainer[SchemaReference]
    state: VersionState
    deprecation: Deprecation
    metadata: _containers.ScalarMap[str, str]
    tags: _containers.RepeatedScalarFieldContainer[str]
    owner: str
    description: str
    registered_at: _timestamp_pb2.Timestamp
    deleted: bool
    waiver: Waiver
    def __init__(self, subject: _Optional[str] = ..., version: _Optional[int] = ..., semver: _Optional[str] = ..., track: _Optional[str] = ..., schema_id: _Optional[int] = ..., guid: _Optional[str] = ..., fingerprint: _Optional[str] = ..., format: _Optional[_Union[SchemaFormat, str]] = ..., schema: _Optional[str] = ..., references: _Optional[_Iterable[_Union[SchemaReference, _Mapping]]] = ..., state: _Optional[_Union[VersionState, str]] = ..., deprecation: _Optional[_Union[Deprecation, _Mapping]] = ..., metadata: _Optional[_Mapping[str, str]] = ..., tags: _Optional[_Iterable[str]] = ..., owner: _Optional[str] = ..., description: _Optional[str] = ..., registered_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., deleted: _Optional[bool] = ..., waiver: _Optional[_Union[Waiver, _Mapping]] = ...) -> None: ...

class SchemaDocument(_message.Message):
    __slots__ = ("schema", "references")
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    REFERENCES_FIELD_NUMBER: _ClassVar[int]
    schema: str
    references: _containers.RepeatedCompositeFieldContainer[SchemaDocumentReference]
    def __init__(self, schema: _Optional[str] = ..., references: _Optional[_Iterable[_Union[SchemaDocumentReference, _Mapping]]] = ...) -> None: ...

class SchemaDocumentReference(_message.Message):
    __slots__ = ("name", "schema", "references")
    NAME_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    REFERENCES_FIELD_NUMBER: _ClassVar[int]
    name: str
    schema: str
    references: _containers.RepeatedCompositeFieldContainer[SchemaDocumentReference]
    def __init__(self, name: _Optional[str] = ..., schema: _Optional[str] = ..., references: _Optional[_Iterable[_Union[SchemaDocumentReference, _Mapping]]] = ...) -> None: ...

class SemanticOptions(_message.Message):
    __slots__ = ("declared_properties_only", "reader_applies_defaults", "formats_assert")
    DECLARED_PROPERTIES_ONLY_FIELD_NUMBER: _ClassVar[int]
    READER_APPLIES_DEFAULTS_FIELD_NUMBER: _ClassVar[int]
    FORMATS_ASSERT_FIELD_NUMBER: _ClassVar[int]
    declared_properties_only: bool
    reader_applies_defaults: bool
    formats_assert: bool
    def __init__(self, declared_properties_only: _Optional[bool] = ..., reader_applies_defaults: _Optional[bool] = ..., formats_assert: _Optional[bool] = ...) -> None: ...
