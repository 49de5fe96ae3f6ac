from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class JsonPatchOp(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    JSON_PATCH_OP_UNSPECIFIED: _ClassVar[JsonPatchOp]
    JSON_PATCH_OP_ADD: _ClassVar[JsonPatchOp]
    JSON_PATCH_OP_REMOVE: _ClassVar[JsonPatchOp]
    JSON_PATCH_OP_REPLACE: _ClassVar[JsonPatchOp]
    JSON_PATCH_OP_MOVE: _ClassVar[JsonPatchOp]
    JSON_PATCH_OP_COPY: _ClassVar[JsonPatchOp]
    JSON_PATCH_OP_TEST: _ClassVar[JsonPatchOp]

class CastType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    CAST_TYPE_UNSPECIFIED: _ClassVar[CastType]
    CAST_TYPE_INTEGER: _ClassVar[CastType]
    CAST_TYPE_NUMBER: _ClassVar[CastType]
    CAST_TYPE_STRING: _ClassVar[CastType]
    CAST_TYPE_BOOLEAN: _ClassVar[CastType]
    CAST_TYPE_ARRAY: _ClassVar[CastType]
    CAST_TYPE_JSON: _ClassVar[CastType]

class LetterCase(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    LETTER_CASE_UNSPECIFIED: _ClassVar[LetterCase]
    LETTER_CASE_LOWER: _ClassVar[LetterCase]
    LETTER_CASE_UPPER: _ClassVar[LetterCase]

class EventChangeOp(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    EVENT_CHANGE_OP_UNSPECIFIED: _ClassVar[EventChangeOp]
    EVENT_CHANGE_OP_ADD: _ClassVar[EventChangeOp]
    EVENT_CHANGE_OP_REMOVE: _ClassVar[EventChangeOp]
    EVENT_CHANGE_OP_REPLACE: _ClassVar[EventChangeOp]
    EVENT_CHANGE_OP_MOVE: _ClassVar[EventChangeOp]
JSON_PATCH_OP_UNSPECIFIED: JsonPatchOp
JSON_PATCH_OP_ADD: JsonPatchOp
JSON_PATCH_OP_REMOVE: JsonPatchOp
JSON_PATCH_OP_REPLACE: JsonPatchOp
JSON_PATCH_OP_MOVE: JsonPatchOp
JSON_PATCH_OP_COPY: JsonPatchOp
JSON_PATCH_OP_TEST: JsonPatchOp
CAST_TYPE_UNSPECIFIED: CastType
CAST_TYPE_INTEGER: CastType
CAST_TYPE_NUMBER: CastType
CAST_TYPE_STRING: CastType
CAST_TYPE_BOOLEAN: CastType
CAST_TYPE_ARRAY: CastType
CAST_TYPE_JSON: CastType
LETTER_CASE_UNSPECIFIED: LetterCase
LETTER_CASE_LOWER: LetterCase
LETTER_CASE_UPPER: LetterCase
EVENT_CHANGE_OP_UNSPECIFIED: EventChangeOp
EVENT_CHANGE_OP_ADD: EventChangeOp
EVENT_CHANGE_OP_REMOVE: EventChangeOp
EVENT_CHANGE_OP_REPLACE: EventChangeOp
EVENT_CHANGE_OP_MOVE: EventChangeOp

class RecipeStep(_message.Message):
    __slots__ = ("json_patch", "set", "rename", "move", "default", "drop", "cast", "scale", "time", "change_case", "match", "map_values", "trim", "required")
    JSON_PATCH_FIELD_NUMBER: _ClassVar[int]
    SET_FIELD_NUMBER: _ClassVar[int]
    RENAME_FIELD_NUMBER: _ClassVar[int]
    MOVE_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_FIELD_NUMBER: _ClassVar[int]
    DROP_FIELD_NUMBER: _ClassVar[int]
    CAST_FIELD_NUMBER: _ClassVar[int]
    SCALE_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    CHANGE_CASE_FIELD_NUMBER: _ClassVar[int]
    MATCH_FIELD_NUMBER: _ClassVar[int]
    MAP_VALUES_FIELD_NUMBER: _ClassVar[int]
    TRIM_FIELD_NUMBER: _ClassVar[int]
    REQUIRED_FIELD_NUMBER: _ClassVar[int]
    json_patch: JsonPatchStep
    set: SetStep
    rename: RenameStep
    move: MoveStep
    default: DefaultStep
    drop: DropStep
    cast: CastStep
    scale: ScaleStep
    time: TimeStep
    change_case: ChangeCaseStep
    match: MatchStep
    map_values: MapValuesStep
    trim: TrimStep
    required: bool
    def __init__(self, json_patch: _Optional[_Union[JsonPatchStep, _Mapping]] = ..., set: _Optional[_Union[SetStep, _Mapping]] = ..., rename: _Optional[_Union[RenameStep, _Mapping]] = ..., move: _Optional[_Union[MoveStep, _Mapping]] = ..., default: _Optional[_Union[DefaultStep, _Mapping]] = ..., drop: _Optional[_Union[DropStep, _Mapping]] = ..., cast: _Optional[_Union[CastStep, _Mapping]] = ..., scale: _Optional[_Union[ScaleStep, _Mapping]] = ..., time: _Optional[_Union[TimeStep, _Mapping]] = ..., change_case: _Optional[_Union[ChangeCaseStep, _Mapping]] = ..., match: _Optional[_Union[MatchStep, _Mapping]] = ..., map_values: _Optional[_Union[MapValuesStep, _Mapping]] = ..., trim: _Optional[_Union[TrimStep, _Mapping]] = ..., required: _Optional[bool] = ...) -> None: ...

class JsonPatchStep(_message.Message):
    __slots__ = ("op", "path", "value")
    OP_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    op: JsonPatchOp
    path: str
    value: str
    def __init__(self, op: _Optional[_Union[JsonPatchOp, str]] = ..., path: _Optional[str] = ..., value: _Optional[str] = ..., **kwargs) -> None: ...

class SetStep(_message.Message):
    __slots__ = ("path", "value")
    PATH_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    path: str
    value: str
    def __init__(self, path: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...

class RenameStep(_message.Message):
    __slots__ = ("path", "to")
    PATH_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    path: str
    to: str
    def __init__(self, path: _Optional[str] = ..., to: _Optional[str] = ...) -> None: ...

class MoveStep(_message.Message):
    __slots__ = ("to", "within")
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    WITHIN_FIELD_NUMBER: _ClassVar[int]
    to: str
    within: str
    def __init__(self, to: _Optional[str] = ..., within: _Optional[str] = ..., **kwargs) -> None: ...

class DefaultStep(_message.Message):
    __slots__ = ("path", "value", "replace_null")
    PATH_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    REPLACE_NULL_FIELD_NUMBER: _ClassVar[int]
    path: str
    value: str
    replace_null: bool
    def __init__(self, path: _Optional[str] = ..., value: _Optional[str] = ..., replace_null: _Optional[bool] = ...) -> None: ...

class DropStep(_message.Message):
    __slots__ = ("path", "only_null")
    PATH_FIELD_NUMBER: _ClassVar[int]
    ONLY_NULL_FIELD_NUMBER: _ClassVar[int]
    path: str
    only_null: bool
    def __init__(self, path: _Optional[str] = ..., only_null: _Optional[bool] = ...) -> None: ...

class CastStep(_message.Message):
    __slots__ = ("path", "to")
    PATH_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    path: str
    to: CastType
    def __init__(self, path: _Optional[str] = ..., to: _Optional[_Union[CastType, str]] = ...) -> None: ...

class ScaleStep(_message.Message):
    __slots__ = ("path", "multiply", "divide", "add", "digits")
    PATH_FIELD_NUMBER: _ClassVar[int]
    MULTIPLY_FIELD_NUMBER: _ClassVar[int]
    DIVIDE_FIELD_NUMBER: _ClassVar[int]
    ADD_FIELD_NUMBER: _ClassVar[int]
    DIGITS_FIELD_NUMBER: _ClassVar[int]
    path: str
    multiply: str
    divide: str
    add: str
    digits: int
    def __init__(self, path: _Optional[str] = ..., multiply: _Optional[str] = ..., divide: _Optional[str] = ..., add: _Optional[str] = ..., digits: _Optional[int] = ...) -> None: ...

class TimeStep(_message.Message):
    __slots__ = ("path", "to")
    PATH_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    path: str
    to: str
    def __init__(self, path: _Optional[str] = ..., to: _Optional[str] = ..., **kwargs) -> None: ...

class ChangeCaseStep(_message.Message):
    __slots__ = ("path", "to")
    PATH_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    path: str
    to: LetterCase
    def __init__(self, path: _Optional[str] = ..., to: _Optional[_Union[LetterCase, str]] = ...) -> None: ...

class MatchStep(_message.Message):
    __slots__ = ("path", "values")
    PATH_FIELD_NUMBER: _ClassVar[int]
    VALUES_FIELD_NUMBER: _ClassVar[int]
    path: str
    values: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, path: _Optional[str] = ..., values: _Optional[_Iterable[str]] = ...) -> None: ...

class MapValuesStep(_message.Message):
    __slots__ = ("path", "entries", "keep_others")
    PATH_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    KEEP_OTHERS_FIELD_NUMBER: _ClassVar[int]
    path: str
    entries: _containers.RepeatedCompositeFieldContainer[ValueMapping]
    keep_others: bool
    def __init__(self, path: _Optional[str] = ..., entries: _Optional[_Iterable[_Union[ValueMapping, _Mapping]]] = ..., keep_others: _Optional[bool] = ...) -> None: ...

class ValueMapping(_message.Message):
    __slots__ = ("to",)
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    to: str
    def __init__(self, to: _Optional[str] = ..., **kwargs) -> None: ...

class TrimStep(_message.Message):
    __slots__ = ("path",)
    PATH_FIELD_NUMBER: _ClassVar[int]
    path: str
    def __init__(self, path: _Optional[str] = ...) -> None: ...

class RecipeUse(_message.Message):
    __slots__ = ("name", "revision", "steps", "upcast")
    NAME_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    UPCAST_FIELD_NUMBER: _ClassVar[int]
    name: str
    revision: int
    steps: _containers.RepeatedCompositeFieldContainer[RecipeStep]
    upcast: TrackChange
    def __init__(self, name: _Optional[str] = ..., revision: _Optional[int] = ..., steps: _Optional[_Iterable[_Union[RecipeStep, _Mapping]]] = ..., upcast: _Optional[_Union[TrackChange, _Mapping]] = ...) -> None: ...

class TrackChange(_message.Message):
    __slots__ = ("to",)
    FROM_FIELD_NUMBER: _ClassVar[int]
    TO_FIELD_NUMBER: _ClassVar[int]
    to: str
    def __init__(self, to: _Optional[str] = ..., **kwargs) -> None: ...

class EventChange(_message.Message):
    __slots__ = ("step", "op", "path", "before", "after")
    STEP_FIELD_NUMBER: _ClassVar[int]
    OP_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    FROM_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    step: int
    op: EventChangeOp
    path: str
    before: str
    after: str
    def __init__(self, step: _Optional[int] = ..., op: _Optional[_Union[EventChangeOp, str]] = ..., path: _Optional[str] = ..., before: _Optional[str] = ..., after: _Optional[str] = ..., **kwargs) -> None: ...
