from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Verdict(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    VERDICT_UNSPECIFIED: _ClassVar[Verdict]
    VERDICT_COMPATIBLE: _ClassVar[Verdict]
    VERDICT_INCOMPATIBLE: _ClassVar[Verdict]
    VERDICT_UNDECIDED: _ClassVar[Verdict]

class CompatibilityPolicy(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    COMPATIBILITY_POLICY_UNSPECIFIED: _ClassVar[CompatibilityPolicy]
    COMPATIBILITY_POLICY_SEMANTIC: _ClassVar[CompatibilityPolicy]
    COMPATIBILITY_POLICY_STRICT: _ClassVar[CompatibilityPolicy]
    COMPATIBILITY_POLICY_LENIENT: _ClassVar[CompatibilityPolicy]

class Direction(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DIRECTION_UNSPECIFIED: _ClassVar[Direction]
    DIRECTION_BACKWARD: _ClassVar[Direction]
    DIRECTION_FORWARD: _ClassVar[Direction]

class Severity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SEVERITY_UNSPECIFIED: _ClassVar[Severity]
    SEVERITY_ERROR: _ClassVar[Severity]
    SEVERITY_WARNING: _ClassVar[Severity]
    SEVERITY_INFO: _ClassVar[Severity]

class SemverBump(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SEMVER_BUMP_UNSPECIFIED: _ClassVar[SemverBump]
    SEMVER_BUMP_PATCH: _ClassVar[SemverBump]
    SEMVER_BUMP_MINOR: _ClassVar[SemverBump]
    SEMVER_BUMP_MAJOR: _ClassVar[SemverBump]

class FindingScope(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    FINDING_SCOPE_UNSPECIFIED: _ClassVar[FindingScope]
    FINDING_SCOPE_WIRE: _ClassVar[FindingScope]
    FINDING_SCOPE_JSON: _ClassVar[FindingScope]
    FINDING_SCOPE_SOURCE: _ClassVar[FindingScope]

class Side(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SIDE_UNSPECIFIED: _ClassVar[Side]
    SIDE_READER: _ClassVar[Side]
    SIDE_WRITER: _ClassVar[Side]

class ChangeKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CHANGE_KIND_UNSPECIFIED: _ClassVar[ChangeKind]
    CHANGE_KIND_ADDED: _ClassVar[ChangeKind]
    CHANGE_KIND_REMOVED: _ClassVar[ChangeKind]
    CHANGE_KIND_CHANGED: _ClassVar[ChangeKind]
VERDICT_UNSPECIFIED: Verdict
VERDICT_COMPATIBLE: Verdict
VERDICT_INCOMPATIBLE: Verdict
VERDICT_UNDECIDED: Verdict
COMPATIBILITY_POLICY_UNSPECIFIED: CompatibilityPolicy
COMPATIBILITY_POLICY_SEMANTIC: CompatibilityPolicy
COMPATIBILITY_POLICY_STRICT: CompatibilityPolicy
COMPATIBILITY_POLICY_LENIENT: CompatibilityPolicy
DIRECTION_UNSPECIFIED: Direction
DIRECTION_BACKWARD: Direction
DIRECTION_FORWARD: Direction
SEVERITY_UNSPECIFIED: Severity
SEVERITY_ERROR: Severity
SEVERITY_WARNING: Severity
SEVERITY_INFO: Severity
SEMVER_BUMP_UNSPECIFIED: SemverBump
SEMVER_BUMP_PATCH: SemverBump
SEMVER_BUMP_MINOR: SemverBump
SEMVER_BUMP_MAJOR: SemverBump
FINDING_SCOPE_UNSPECIFIED: FindingScope
FINDING_SCOPE_WIRE: FindingScope
FINDING_SCOPE_JSON: FindingScope
FINDING_SCOPE_SOURCE: FindingScope
SIDE_UNSPECIFIED: Side
SIDE_READER: Side
SIDE_WRITER: Side
CHANGE_KIND_UNSPECIFIED: ChangeKind
CHANGE_KIND_ADDED: ChangeKind
CHANGE_KIND_REMOVED: ChangeKind
CHANGE_KIND_CHANGED: ChangeKind

class SourcePosition(_message.Message):
    __slots__ = ("document", "line", "column")
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    COLUMN_FIELD_NUMBER: _ClassVar[int]
    document: str
    line: int
    column: int
    def __init__(self, document: _Optional[str] = ..., line: _Optional[int] = ..., column: _Optional[int] = ...) -> None: ...

class TextEdit(_message.Message):
    __slots__ = ("start_line", "start_column", "end_line", "end_column", "new_text")
    START_LINE_FIELD_NUMBER: _ClassVar[int]
    START_COLUMN_FIELD_NUMBER: _ClassVar[int]
    END_LINE_FIELD_NUMBER: _ClassVar[int]
    END_COLUMN_FIELD_NUMBER: _ClassVar[int]
    NEW_TEXT_FIELD_NUMBER: _ClassVar[int]
    start_line: int
    start_column: int
    end_line: int
    end_column: int
    new_text: str
    def __init__(self, start_line: _Optional[int] = ..., start_column: _Optional[int] = ..., end_line: _Optional[int] = ..., end_column: _Optional[int] = ..., new_text: _Optional[str] = ...) -> None: ...

class SchemaFix(_message.Message):
    __slots__ = ("side", "edits")
    SIDE_FIELD_NUMBER: _ClassVar[int]
    EDITS_FIELD_NUMBER: _ClassVar[int]
    side: Side
    edits: _containers.RepeatedCompositeFieldContainer[TextEdit]
    def __init__(self, side: _Optional[_Union[Side, str]] = ..., edits: _Optional[_Iterable[_Union[TextEdit, _Mapping]]] = ...) -> None: ...

class Finding(_message.Message):
    __slots__ = ("rule_id", "direction", "severity", "reader_path", "writer_path", "message", "suggestion", "bump", "version", "scope", "reader_position", "writer_position", "fix", "witness")
    RULE_ID_FIELD_NUMBER: _ClassVar[int]
    DIRECTION_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    READER_PATH_FIELD_NUMBER: _ClassVar[int]
    WRITER_PATH_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    SUGGESTION_FIELD_NUMBER: _ClassVar[int]
    BUMP_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    SCOPE_FIELD_NUMBER: _ClassVar[int]
    READER_POSITION_FIELD_NUMBER: _ClassVar[int]
    WRITER_POSITION_FIELD_NUMBER: _ClassVar[int]
    FIX_FIELD_NUMBER: _ClassVar[int]
    WITNESS_FIELD_NUMBER: _ClassVar[int]
    rule_id: str
    direction: Direction
    severity: Severity
    reader_path: str
    writer_path: str
    message: str
    suggestion: str
    bump: SemverBump
    version: int
    scope: FindingScope
    reader_position: SourcePosition
    writer_position: SourcePosition
    fix: SchemaFix
    witness: Witness
    def __init__(self, rule_id: _Optional[str] = ..., direction: _Optional[_Union[Direction, str]] = ..., severity: _Optional[_Union[Severity, str]] = ..., reader_path: _Optional[str] = ..., writer_path: _Optional[str] = ..., message: _Optional[str] = ..., suggestion: _Optional[str] = ..., bump: _Optional[_Union[SemverBump, str]] = ..., version: _Optional[int] = ..., scope: _Optional[_Union[FindingScope, str]] = ..., reader_position: _Optional[_Union[SourcePosition, _Mapping]] = ..., writer_position: _Optional[_Union[SourcePosition, _Mapping]] = ..., fix: _Optional[_Union[SchemaFix, _Mapping]] = ..., witness: _Optional[_Union[Witness, _Mapping]] = ...) -> None: ...

class Witness(_message.Message):
    __slots__ = ("document", "payload", "reader_error", "confirmed_by")
    DOCUMENT_FIELD_NUMBER: _ClassVar[int]
    PAYLOAD_FIELD_NUMBER: _ClassVar[int]
    READER_ERROR_FIELD_NUMBER: _ClassVar[int]
    CONFIRMED_BY_FIELD_NUMBER: _ClassVar[int]
    document: str
    payload: bytes
    reader_error: str
    confirmed_by: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, document: _Optional[str] = ..., payload: _Optional[bytes] = ..., reader_error: _Optional[str] = ..., confirmed_by: _Optional[_Iterable[str]] = ...) -> None: ...

class SchemaChange(_message.Message):
    __slots__ = ("kind", "path", "message", "before", "after")
    KIND_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    kind: ChangeKind
    path: str
    message: str
    before: str
    after: str
    def __init__(self, kind: _Optional[_Union[ChangeKind, str]] = ..., path: _Optional[str] = ..., message: _Optional[str] = ..., before: _Optional[str] = ..., after: _Optional[str] = ...) -> None: ...
