import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from sluice_client.gen.sluice.v1 import dead_letter_pb2 as _dead_letter_pb2
from sluice_client.gen.sluice.v1 import finding_pb2 as _finding_pb2
from sluice_client.gen.sluice.v1 import recipe_step_pb2 as _recipe_step_pb2
from sluice_client.gen.sluice.v1 import schema_pb2 as _schema_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class RegistryChangeKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REGISTRY_CHANGE_KIND_UNSPECIFIED: _ClassVar[RegistryChangeKind]
    REGISTRY_CHANGE_KIND_REGISTERED: _ClassVar[RegistryChangeKind]
    REGISTRY_CHANGE_KIND_STATE_CHANGED: _ClassVar[RegistryChangeKind]
    REGISTRY_CHANGE_KIND_DELETED: _ClassVar[RegistryChangeKind]
    REGISTRY_CHANGE_KIND_PURGED: _ClassVar[RegistryChangeKind]
    REGISTRY_CHANGE_KIND_UNDELETED: _ClassVar[RegistryChangeKind]
    REGISTRY_CHANGE_KIND_SETTINGS_CHANGED: _ClassVar[RegistryChangeKind]
REGISTRY_CHANGE_KIND_UNSPECIFIED: RegistryChangeKind
REGISTRY_CHANGE_KIND_REGISTERED: RegistryChangeKind
REGISTRY_CHANGE_KIND_STATE_CHANGED: RegistryChangeKind
REGISTRY_CHANGE_KIND_DELETED: RegistryChangeKind
REGISTRY_CHANGE_KIND_PURGED: RegistryChangeKind
REGISTRY_CHANGE_KIND_UNDELETED: RegistryChangeKind
REGISTRY_CHANGE_KIND_SETTINGS_CHANGED: RegistryChangeKind

class RegisterSchemaRequest(_message.Message):
    __slots__ = ("subject", "format", "schema", "file_descriptor", "references", "semver", "metadata", "tags", "owner", "description", "waiver", "normalize")
    class MetadataEntry(_message.Message):
        __slots__ = ("key", "value")
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    FILE_DESCRIPTOR_FIELD_NUMBER: _ClassVar[int]
    REFERENCES_FIELD_NUMBER: _ClassVar[int]
    SEMVER_FIELD_NUMBER: _ClassVar[int]
    METADATA_FIELD_NUMBER: _ClassVar[int]
    TAGS_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    WAIVER_FIELD_NUMBER: _ClassVar[int]
    NORMALIZE_FIELD_NUMBER: _ClassVar[int]
    subject: str
    format: _schema_pb2.SchemaFormat
    schema: str
    file_descriptor: bytes
    references: _containers.RepeatedCompositeFieldContainer[_schema_pb2.SchemaReference]
    semver: str
    metadata: _containers.ScalarMap[str, str]
    tags: _containers.RepeatedScalarFieldContainer[str]
    owner: str
    description: str
    waiver: _schema_pb2.Waiver
    normalize: bool
    def __init__(self, subject: _Optional[str] = ..., format: _Optional[_Union[_schema_pb2.SchemaFormat, str]] = ..., schema: _Optional[str] = ..., file_descriptor: _Optional[bytes] = ..., references: _Optional[_Iterable[_Union[_schema_pb2.SchemaReference, _Mapping]]] = ..., semver: _Optional[str] = ..., metadata: _Optional[_Mapping[str, str]] = ..., tags: _Optional[_Iterable[str]] = ..., owner: _Optional[str] = ..., description: _Optional[str] = ..., waiver: _Optional[_Union[_schema_pb2.Waiver, _Mapping]] = ..., normalize: _Optional[bool] = ...) -> None: ...

class RegisterSchemaResponse(_message.Message):
    __slots__ = ("version", "created", "findings", "bump", "releasable_dead_letters", "examined_dead_letters", "lint", "impact")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    CREATED_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    BUMP_FIELD_NUMBER: _ClassVar[int]
    RELEASABLE_DEAD_LETTERS_FIELD_NUMBER: _ClassVar[int]
    EXAMINED_DEAD_LETTERS_FIELD_NUMBER: _ClassVar[int]
    LINT_FIELD_NUMBER: _ClassVar[int]
    IMPACT_FIELD_NUMBER: _ClassVar[int]
    version: _schema_pb2.SchemaVersion
    created: bool
    findings: _containers.RepeatedCompositeFieldContainer[_finding_pb2.Finding]
    bump: _finding_pb2.SemverBump
    releasable_dead_letters: int
    examined_dead_letters: int
    lint: _containers.RepeatedCompositeFieldContainer[_finding_pb2.Finding]
    impact: _dead_letter_pb2.SchemaImpact
    def __init__(self, version: _Optional[_Union[_schema_pb2.SchemaVersion, _Mapping]] = ..., created: _Optional[bool] = ..., findings: _Optional[_Iterable[_Union[_finding_pb2.Finding, _Mapping]]] = ..., bump: _Optional[_Union[_finding_pb2.SemverBump, str]] = ..., releasable_dead_letters: _Optional[int] = ..., examined_dead_letters: _Optional[int] = ..., lint: _Optional[_Iterable[_Union[_finding_pb2.Finding, _Mapping]]] = ..., impact: _Optional[_Union[_dead_letter_pb2.SchemaImpact, _Mapping]] = ...) -> None: ...

class GetSchemaRequest(_message.Message):
    __slots__ = ("id", "guid", "subject", "version", "semver", "latest", "track", "include_deleted")
    ID_FIELD_NUMBER: _ClassVar[int]
    GUID_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    SEMVER_FIELD_NUMBER: _ClassVar[int]
    LATEST_FIELD_NUMBER: _ClassVar[int]
    TRACK_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_DELETED_FIELD_NUMBER: _ClassVar[int]
    id: int
    guid: str
    subject: str
    version: int
    semver: str
    latest: bool
    track: str
    include_deleted: bool
    def __init__(self, id: _Optional[int] = ..., guid: _Optional[str] = ..., subject: _Optional[str] = ..., version: _Optional[int] = ..., semver: _Optional[str] = ..., latest: _Optional[bool] = ..., track: _Optional[str] = ..., include_deleted: _Optional[bool] = ...) -> None: ...

class GetSchemaResponse(_message.Message):
    __slots__ = ("version",)
    VERSION_FIELD_NUMBER: _ClassVar[int]
    version: _schema_pb2.SchemaVersion
    def __init__(self, version: _Optional[_Union[_schema_pb2.SchemaVersion, _Mapping]] = ...) -> None: ...

class ResolveSchemaRequest(_message.Message):
    __slots__ = ("subject", "preferences")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    PREFERENCES_FIELD_NUMBER: _ClassVar[int]
    subject: str
    preferences: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, subject: _Optional[str] = ..., preferences: _Optional[_Iterable[str]] = ...) -> None: ...

class ResolveSchemaResponse(_message.Message):
    __slots__ = ("version", "preference", "reason", "passed_over")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    PREFERENCE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    PASSED_OVER_FIELD_NUMBER: _ClassVar[int]
    version: _schema_pb2.SchemaVersion
    preference: str
    reason: str
    passed_over: _containers.RepeatedCompositeFieldContainer[PassedOver]
    def __init__(self, version: _Optional[_Union[_schema_pb2.SchemaVersion, _Mapping]] = ..., preference: _Optional[str] = ..., reason: _Optional[str] = ..., passed_over: _Optional[_Iterable[_Union[PassedOver, _Mapping]]] = ...) -> None: ...

class PassedOver(_message.Message):
    __slots__ = ("preference", "reason")
    PREFERENCE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    preference: str
    reason: str
    def __init__(self, preference: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class ListSubjectsRequest(_message.Message):
    __slots__ = ("prefix", "query", "include_deleted", "page_size", "page_token")
    PREFIX_FIELD_NUMBER: _ClassVar[int]
    QUERY_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_DELETED_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    prefix: str
    query: str
    include_deleted: bool
    page_size: int
    page_token: str
    def __init__(self, prefix: _Optional[str] = ..., query: _Optional[str] = ..., include_deleted: _Optional[bool] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListSubjectsResponse(_message.Message):
    __slots__ = ("subjects", "next_page_token")
    SUBJECTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    subjects: _containers.RepeatedCompositeFieldContainer[Subject]
    next_page_token: str
    def __init__(self, subjects: _Optional[_Iterable[_Union[Subject, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class Subject(_message.Message):
    __slots__ = ("name", "latest_version", "latest_semver", "format", "version_count", "owner", "tracks")
    NAME_FIELD_NUMBER: _ClassVar[int]
    LATEST_VERSION_FIELD_NUMBER: _ClassVar[int]
    LATEST_SEMVER_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    VERSION_COUNT_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    TRACKS_FIELD_NUMBER: _ClassVar[int]
    name: str
    latest_version: int
    latest_semver: str
    format: _schema_pb2.SchemaFormat
    version_count: int
    owner: str
    tracks: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, name: _Optional[str] = ..., latest_version: _Optional[int] = ..., latest_semver: _Optional[str] = ..., format: _Optional[_Union[_schema_pb2.SchemaFormat, str]] = ..., version_count: _Optional[int] = ..., owner: _Optional[str] = ..., tracks: _Optional[_Iterable[str]] = ...) -> None: ...

class ListVersionsRequest(_message.Message):
    __slots__ = ("subject", "include_deleted", "page_size", "page_token")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_DELETED_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    subject: str
    include_deleted: bool
    page_size: int
    page_token: str
    def __init__(self, subject: _Optional[str] = ..., include_deleted: _Optional[bool] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListVersionsResponse(_message.Message):
    __slots__ = ("versions", "next_page_token")
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    versions: _containers.RepeatedCompositeFieldContainer[_schema_pb2.SchemaVersion]
    next_page_token: str
    def __init__(self, versions: _Optional[_Iterable[_Union[_schema_pb2.SchemaVersion, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class CheckCompatibilityRequest(_message.Message):
    __slots__ = ("subject", "format", "schema", "file_descriptor", "references", "semver", "level", "policy", "semantic_options", "version", "latest", "all")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    FILE_DESCRIPTOR_FIELD_NUMBER: _ClassVar[int]
    REFERENCES_FIELD_NUMBER: _ClassVar[int]
    SEMVER_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    SEMANTIC_OPTIONS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    LATEST_FIELD_NUMBER: _ClassVar[int]
    ALL_FIELD_NUMBER: _ClassVar[int]
    subject: str
    format: _schema_pb2.SchemaFormat
    schema: str
    file_descriptor: bytes
    references: _containers.RepeatedCompositeFieldContainer[_schema_pb2.SchemaReference]
    semver: str
    level: _schema_pb2.CompatibilityLevel
    policy: _finding_pb2.CompatibilityPolicy
    semantic_options: _schema_pb2.SemanticOptions
    version: int
    latest: bool
    all: bool
    def __init__(self, subject: _Optional[str] = ..., format: _Optional[_Union[_schema_pb2.SchemaFormat, str]] = ..., schema: _Optional[str] = ..., file_descriptor: _Optional[bytes] = ..., references: _Optional[_Iterable[_Union[_schema_pb2.SchemaReference, _Mapping]]] = ..., semver: _Optional[str] = ..., level: _Optional[_Union[_schema_pb2.CompatibilityLevel, str]] = ..., policy: _Optional[_Union[_finding_pb2.CompatibilityPolicy, str]] = ..., semantic_options: _Optional[_Union[_schema_pb2.SemanticOptions, _Mapping]] = ..., version: _Optional[int] = ..., latest: _Optional[bool] = ..., all: _Optional[bool] = ...) -> None: ...

class CheckCompatibilityResponse(_message.Message):
    __slots__ = ("compatible", "verdict", "findings", "verdicts", "bump", "semver", "level", "policy", "semantic_options", "releasable_dead_letters", "examined_dead_letters", "bump_semantic_options", "lint", "impact")
    COMPATIBLE_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    VERDICTS_FIELD_NUMBER: _ClassVar[int]
    BUMP_FIELD_NUMBER: _ClassVar[int]
    SEMVER_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    SEMANTIC_OPTIONS_FIELD_NUMBER: _ClassVar[int]
    RELEASABLE_DEAD_LETTERS_FIELD_NUMBER: _ClassVar[int]
    EXAMINED_DEAD_LETTERS_FIELD_NUMBER: _ClassVar[int]
    BUMP_SEMANTIC_OPTIONS_FIELD_NUMBER: _ClassVar[int]
    LINT_FIELD_NUMBER: _ClassVar[int]
    IMPACT_FIELD_NUMBER: _ClassVar[int]
    compatible: bool
    verdict: _finding_pb2.Verdict
    findings: _containers.RepeatedCompositeFieldContainer[_finding_pb2.Finding]
    verdicts: _containers.RepeatedCompositeFieldContainer[VersionVerdict]
    bump: _finding_pb2.SemverBump
    semver: str
    level: _schema_pb2.CompatibilityLevel
    policy: _finding_pb2.CompatibilityPolicy
    semantic_options: _schema_pb2.SemanticOptions
    releasable_dead_letters: int
    examined_dead_letters: int
    bump_semantic_options: _schema_pb2.SemanticOptions
    lint: _containers.RepeatedCompositeFieldContainer[_finding_pb2.Finding]
    impact: _dead_letter_pb2.SchemaImpact
    def __init__(self, compatible: _Optional[bool] = ..., verdict: _Optional[_Union[_finding_pb2.Verdict, str]] = ..., findings: _Optional[_Iterable[_Union[_finding_pb2.Finding, _Mapping]]] = ..., verdicts: _Optional[_Iterable[_Union[VersionVerdict, _Mapping]]] = ..., bump: _Optional[_Union[_finding_pb2.SemverBump, str]] = ..., semver: _Optional[str] = ..., level: _Optional[_Union[_schema_pb2.CompatibilityLevel, str]] = ..., policy: _Optional[_Union[_finding_pb2.CompatibilityPolicy, str]] = ..., semantic_options: _Optional[_Union[_schema_pb2.SemanticOptions, _Mapping]] = ..., releasable_dead_letters: _Optional[int] = ..., examined_dead_letters: _Optional[int] = ..., bump_semantic_options: _Optional[_Union[_schema_pb2.SemanticOptions, _Mapping]] = ..., lint: _Optional[_Iterable[_Union[_finding_pb2.Finding, _Mapping]]] = ..., impact: _Optional[_Union[_dead_letter_pb2.SchemaImpact, _Mapping]] = ...) -> None: ...

class VersionVerdict(_message.Message):
    __slots__ = ("version", "direction", "verdict", "witness")
    VERSION_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    WITNESS_FIELD_NUMBER: _ClassVar[int]
    version: int
    direction: _finding_pb2.Direction
    verdict: _finding_pb2.Verdict
    witness: _finding_pb2.Witness
    def __init__(self, version: _Optional[int] = ..., direction: _Optional[_Union[_finding_pb2.Direction, str]] = ..., verdict: _Optional[_Union[_finding_pb2.Verdict, str]] = ..., witness: _Optional[_Union[_finding_pb2.Witness, _Mapping]] = ...) -> None: ...

class CompareSchemasRequest(_message.Message):
    __slots__ = ("format", "reader", "writer", "policy", "semantic_options")
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    READER_FIELD_NUMBER: _ClassVar[int]
    WRITER_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    SEMANTIC_OPTIONS_FIELD_NUMBER: _ClassVar[int]
    format: _schema_pb2.SchemaFormat
    reader: _schema_pb2.SchemaDocument
    writer: _schema_pb2.SchemaDocument
    policy: _finding_pb2.CompatibilityPolicy
    semantic_options: _schema_pb2.SemanticOptions
    def __init__(self, format: _Optional[_Union[_schema_pb2.SchemaFormat, str]] = ..., reader: _Optional[_Union[_schema_pb2.SchemaDocument, _Mapping]] = ..., writer: _Optional[_Union[_schema_pb2.SchemaDocument, _Mapping]] = ..., policy: _Optional[_Union[_finding_pb2.CompatibilityPolicy, str]] = ..., semantic_options: _Optional[_Union[_schema_pb2.SemanticOptions, _Mapping]] = ...) -> None: ...

class CompareSchemasResponse(_message.Message):
    __slots__ = ("verdict", "findings", "witness", "policy", "semantic_options")
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    WITNESS_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    SEMANTIC_OPTIONS_FIELD_NUMBER: _ClassVar[int]
    verdict: _finding_pb2.Verdict
    findings: _containers.RepeatedCompositeFieldContainer[_finding_pb2.Finding]
    witness: _finding_pb2.Witness
    policy: _finding_pb2.CompatibilityPolicy
    semantic_options: _schema_pb2.SemanticOptions
    def __init__(self, verdict: _Optional[_Union[_finding_pb2.Verdict, str]] = ..., findings: _Optional[_Iterable[_Union[_finding_pb2.Finding, _Mapping]]] = ..., witness: _Optional[_Union[_finding_pb2.Witness, _Mapping]] = ..., policy: _Optional[_Union[_finding_pb2.CompatibilityPolicy, str]] = ..., semantic_options: _Optional[_Union[_schema_pb2.SemanticOptions, _Mapping]] = ...) -> None: ...

class LintSchemaRequest(_message.Message):
    __slots__ = ("format", "schema")
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    format: _schema_pb2.SchemaFormat
    schema: _schema_pb2.SchemaDocument
    def __init__(self, format: _Optional[_Union[_schema_pb2.SchemaFormat, str]] = ..., schema: _Optional[_Union[_schema_pb2.SchemaDocument, _Mapping]] = ...) -> None: ...

class LintSchemaResponse(_message.Message):
    __slots__ = ("findings",)
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    findings: _containers.RepeatedCompositeFieldContainer[_finding_pb2.Finding]
    def __init__(self, findings: _Optional[_Iterable[_Union[_finding_pb2.Finding, _Mapping]]] = ...) -> None: ...

class DiffSchemasRequest(_message.Message):
    __slots__ = ("subject", "to")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    subject: str
    to: str
    def __init__(self, subject: _Optional[str] = ..., to: _Optional[str] = ..., **kwargs) -> None: ...

class DiffSchemasResponse(_message.Message):
    __slots__ = ("from_version", "to_version", "changes", "backward", "forward", "bump")
    FROM_VERSION_FIELD_NUMBER: _ClassVar[int]
    TO_VERSION_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    BACKWARD_FIELD_NUMBER: _ClassVar[int]
    FORWARD_FIELD_NUMBER: _ClassVar[int]
    BUMP_FIELD_NUMBER: _ClassVar[int]
    from_version: int
    to_version: int
    changes: _containers.RepeatedCompositeFieldContainer[_finding_pb2.SchemaChange]
    backward: _finding_pb2.Verdict
    forward: _finding_pb2.Verdict
    bump: _finding_pb2.SemverBump
    def __init__(self, from_version: _Optional[int] = ..., to_version: _Optional[int] = ..., changes: _Optional[_Iterable[_Union[_finding_pb2.SchemaChange, _Mapping]]] = ..., backward: _Optional[_Union[_finding_pb2.Verdict, str]] = ..., forward: _Optional[_Union[_finding_pb2.Verdict, str]] = ..., bump: _Optional[_Union[_finding_pb2.SemverBump, str]] = ...) -> None: ...

class CompatibilitySettings(_message.Message):
    __slots__ = ("level", "policy", "semantic_options", "normalize")
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    SEMANTIC_OPTIONS_FIELD_NUMBER: _ClassVar[int]
    NORMALIZE_FIELD_NUMBER: _ClassVar[int]
    level: _schema_pb2.CompatibilityLevel
    policy: _finding_pb2.CompatibilityPolicy
    semantic_options: _schema_pb2.SemanticOptions
    normalize: bool
    def __init__(self, level: _Optional[_Union[_schema_pb2.CompatibilityLevel, str]] = ..., policy: _Optional[_Union[_finding_pb2.CompatibilityPolicy, str]] = ..., semantic_options: _Optional[_Union[_schema_pb2.SemanticOptions, _Mapping]] = ..., normalize: _Optional[bool] = ...) -> None: ...

class GetCompatibilityRequest(_message.Message):
    __slots__ = ("subject",)
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    subject: str
    def __init__(self, subject: _Optional[str] = ...) -> None: ...

class GetCompatibilityResponse(_message.Message):
    __slots__ = ("settings", "inherited")
    SETTINGS_FIELD_NUMBER: _ClassVar[int]
    INHERITED_FIELD_NUMBER: _ClassVar[int]
    settings: CompatibilitySettings
    inherited: bool
    def __init__(self, settings: _Optional[_Union[CompatibilitySettings, _Mapping]] = ..., inherited: _Optional[bool] = ...) -> None: ...

class SetCompatibilityRequest(_message.Message):
    __slots__ = ("subject", "level", "policy", "semantic_options", "normalize", "inherit")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    LEVEL_FIELD_NUMBER: _ClassVar[int]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    SEMANTIC_OPTIONS_FIELD_NUMBER: _ClassVar[int]
    NORMALIZE_FIELD_NUMBER: _ClassVar[int]
    INHERIT_FIELD_NUMBER: _ClassVar[int]
    subject: str
    level: _schema_pb2.CompatibilityLevel
    policy: _finding_pb2.CompatibilityPolicy
    semantic_options: _schema_pb2.SemanticOptions
    normalize: bool
    inherit: bool
    def __init__(self, subject: _Optional[str] = ..., level: _Optional[_Union[_schema_pb2.CompatibilityLevel, str]] = ..., policy: _Optional[_Union[_finding_pb2.CompatibilityPolicy, str]] = ..., semantic_options: _Optional[_Union[_schema_pb2.SemanticOptions, _Mapping]] = ..., normalize: _Optional[bool] = ..., inherit: _Optional[bool] = ...) -> None: ...

class SetCompatibilityResponse(_message.Message):
    __slots__ = ("settings", "previous")
    SETTINGS_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_FIELD_NUMBER: _ClassVar[int]
    settings: CompatibilitySettings
    previous: CompatibilitySettings
    def __init__(self, settings: _Optional[_Union[CompatibilitySettings, _Mapping]] = ..., previous: _Optional[_Union[CompatibilitySettings, _Mapping]] = ...) -> None: ...

class SetVersionStateRequest(_message.Message):
    __slots__ = ("subject", "version", "state", "deprecation")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    DEPRECATION_FIELD_NUMBER: _ClassVar[int]
    subject: str
    version: int
    state: _schema_pb2.VersionState
    deprecation: _schema_pb2.Deprecation
    def __init__(self, subject: _Optional[str] = ..., version: _Optional[int] = ..., state: _Optional[_Union[_schema_pb2.VersionState, str]] = ..., deprecation: _Optional[_Union[_schema_pb2.Deprecation, _Mapping]] = ...) -> None: ...

class SetVersionStateResponse(_message.Message):
    __slots__ = ("version",)
    VERSION_FIELD_NUMBER: _ClassVar[int]
    version: _schema_pb2.SchemaVersion
    def __init__(self, version: _Optional[_Union[_schema_pb2.SchemaVersion, _Mapping]] = ...) -> None: ...

class DeleteVersionRequest(_message.Message):
    __slots__ = ("subject", "version", "permanent")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    PERMANENT_FIELD_NUMBER: _ClassVar[int]
    subject: str
    version: int
    permanent: bool
    def __init__(self, subject: _Optional[str] = ..., version: _Optional[int] = ..., permanent: _Optional[bool] = ...) -> None: ...

class DeleteVersionResponse(_message.Message):
    __slots__ = ("version",)
    VERSION_FIELD_NUMBER: _ClassVar[int]
    version: int
    def __init__(self, version: _Optional[int] = ...) -> None: ...

class DeleteSubjectRequest(_message.Message):
    __slots__ = ("subject", "permanent")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    PERMANENT_FIELD_NUMBER: _ClassVar[int]
    subject: str
    permanent: bool
    def __init__(self, subject: _Optional[str] = ..., permanent: _Optional[bool] = ...) -> None: ...

class DeleteSubjectResponse(_message.Message):
    __slots__ = ("versions",)
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    versions: _containers.RepeatedScalarFieldContainer[int]
    def __init__(self, versions: _Optional[_Iterable[int]] = ...) -> None: ...

class UndeleteRequest(_message.Message):
    __slots__ = ("subject", "version")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    subject: str
    version: int
    def __init__(self, subject: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...

class UndeleteResponse(_message.Message):
    __slots__ = ("versions",)
    VERSIONS_FIELD_NUMBER: _ClassVar[int]
    versions: _containers.RepeatedCompositeFieldContainer[_schema_pb2.SchemaVersion]
    def __init__(self, versions: _Optional[_Iterable[_Union[_schema_pb2.SchemaVersion, _Mapping]]] = ...) -> None: ...

class WatchSchemasRequest(_message.Message):
    __slots__ = ("subject_prefix", "after_sequence")
    SUBJECT_PREFIX_FIELD_NUMBER: _ClassVar[int]
    AFTER_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    subject_prefix: str
    after_sequence: int
    def __init__(self, subject_prefix: _Optional[str] = ..., after_sequence: _Optional[int] = ...) -> None: ...

class WatchSchemasResponse(_message.Message):
    __slots__ = ("change", "sequence", "changes_missed")
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    CHANGES_MISSED_FIELD_NUMBER: _ClassVar[int]
    change: SchemaRegistryChange
    sequence: int
    changes_missed: bool
    def __init__(self, change: _Optional[_Union[SchemaRegistryChange, _Mapping]] = ..., sequence: _Optional[int] = ..., changes_missed: _Optional[bool] = ...) -> None: ...

class SchemaRegistryChange(_message.Message):
    __slots__ = ("sequence", "kind", "subject", "version", "schema_id", "changed_at")
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_ID_FIELD_NUMBER: _ClassVar[int]
    CHANGED_AT_FIELD_NUMBER: _ClassVar[int]
    sequence: int
    kind: RegistryChangeKind
    subject: str
    version: int
    schema_id: int
    changed_at: _timestamp_pb2.Timestamp
    def __init__(self, sequence: _Optional[int] = ..., kind: _Optional[_Union[RegistryChangeKind, str]] = ..., subject: _Optional[str] = ..., version: _Optional[int] = ..., schema_id: _Optional[int] = ..., changed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Upcaster(_message.Message):
    __slots__ = ("subject", "from_track", "to_track", "steps", "examples", "revision", "actor", "updated_at")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    FROM_TRACK_FIELD_NUMBER: _ClassVar[int]
    TO_TRACK_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    EXAMPLES_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    subject: str
    from_track: str
    to_track: str
    steps: _containers.RepeatedCompositeFieldContainer[_recipe_step_pb2.RecipeStep]
    examples: _containers.RepeatedScalarFieldContainer[str]
    revision: int
    actor: str
    updated_at: _timestamp_pb2.Timestamp
    def __init__(self, subject: _Optional[str] = ..., from_track: _Optional[str] = ..., to_track: _Optional[str] = ..., steps: _Optional[_Iterable[_Union[_recipe_step_pb2.RecipeStep, _Mapping]]] = ..., examples: _Optional[_Iterable[str]] = ..., revision: _Optional[int] = ..., actor: _Optional[str] = ..., updated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class SetUpcasterRequest(_message.Message):
    __slots__ = ("subject", "from_track", "to_track", "steps", "examples", "expected_revision", "actor")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    FROM_TRACK_FIELD_NUMBER: _ClassVar[int]
    TO_TRACK_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    EXAMPLES_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_REVISION_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    subject: str
    from_track: str
    to_track: str
    steps: _containers.RepeatedCompositeFieldContainer[_recipe_step_pb2.RecipeStep]
    examples: _containers.RepeatedScalarFieldContainer[str]
    expected_revision: int
    actor: str
    def __init__(self, subject: _Optional[str] = ..., from_track: _Optional[str] = ..., to_track: _Optional[str] = ..., steps: _Optional[_Iterable[_Union[_recipe_step_pb2.RecipeStep, _Mapping]]] = ..., examples: _Optional[_Iterable[str]] = ..., expected_revision: _Optional[int] = ..., actor: _Optional[str] = ...) -> None: ...

class SetUpcasterResponse(_message.Message):
    __slots__ = ("upcaster",)
    UPCASTER_FIELD_NUMBER: _ClassVar[int]
    upcaster: Upcaster
    def __init__(self, upcaster: _Optional[_Union[Upcaster, _Mapping]] = ...) -> None: ...

class GetUpcasterRequest(_message.Message):
    __slots__ = ("subject", "from_track", "to_track")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    FROM_TRACK_FIELD_NUMBER: _ClassVar[int]
    TO_TRACK_FIELD_NUMBER: _ClassVar[int]
    subject: str
    from_track: str
    to_track: str
    def __init__(self, subject: _Optional[str] = ..., from_track: _Optional[str] = ..., to_track: _Optional[str] = ...) -> None: ...

class GetUpcasterResponse(_message.Message):
    __slots__ = ("upcaster",)
    UPCASTER_FIELD_NUMBER: _ClassVar[int]
    upcaster: Upcaster
    def __init__(self, upcaster: _Optional[_Union[Upcaster, _Mapping]] = ...) -> None: ...

class ListUpcastersRequest(_message.Message):
    __slots__ = ("subject",)
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    subject: str
    def __init__(self, subject: _Optional[str] = ...) -> None: ...

class ListUpcastersResponse(_message.Message):
    __slots__ = ("upcasters",)
    UPCASTERS_FIELD_NUMBER: _ClassVar[int]
    upcasters: _containers.RepeatedCompositeFieldContainer[Upcaster]
    def __init__(self, upcasters: _Optional[_Iterable[_Union[Upcaster, _Mapping]]] = ...) -> None: ...

class DeleteUpcasterRequest(_message.Message):
    __slots__ = ("subject", "from_track", "to_track", "expected_revision")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    FROM_TRACK_FIELD_NUMBER: _ClassVar[int]
    TO_TRACK_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_REVISION_FIELD_NUMBER: _ClassVar[int]
    subject: str
    from_track: str
    to_track: str
    expected_revision: int
    def __init__(self, subject: _Optional[str] = ..., from_track: _Optional[str] = ..., to_track: _Optional[str] = ..., expected_revision: _Optional[int] = ...) -> None: ...

class DeleteUpcasterResponse(_message.Message):
    __slots__ = ("upcaster",)
    UPCASTER_FIELD_NUMBER: _ClassVar[int]
    upcaster: Upcaster
    def __init__(self, upcaster: _Optional[_Union[Upcaster, _Mapping]] = ...) -> None: ...
