import datetime

from google.protobuf import duration_pb2 as _duration_pb2
from sluice_client.gen.sluice.v1 import finding_pb2 as _finding_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class TimeUnit(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    TIME_UNIT_UNSPECIFIED: _ClassVar[TimeUnit]
    TIME_UNIT_SECONDS: _ClassVar[TimeUnit]
    TIME_UNIT_MILLISECONDS: _ClassVar[TimeUnit]
    TIME_UNIT_MICROSECONDS: _ClassVar[TimeUnit]
    TIME_UNIT_NANOSECONDS: _ClassVar[TimeUnit]
TIME_UNIT_UNSPECIFIED: TimeUnit
TIME_UNIT_SECONDS: TimeUnit
TIME_UNIT_MILLISECONDS: TimeUnit
TIME_UNIT_MICROSECONDS: TimeUnit
TIME_UNIT_NANOSECONDS: TimeUnit

class StreamQuality(_message.Message):
    __slots__ = ("completeness", "freshness", "rules")
    COMPLETENESS_FIELD_NUMBER: _ClassVar[int]
    FRESHNESS_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    completeness: Completeness
    freshness: Freshness
    rules: _containers.RepeatedCompositeFieldContainer[QualityRule]
    def __init__(self, completeness: _Optional[_Union[Completeness, _Mapping]] = ..., freshness: _Optional[_Union[Freshness, _Mapping]] = ..., rules: _Optional[_Iterable[_Union[QualityRule, _Mapping]]] = ...) -> None: ...

class Completeness(_message.Message):
    __slots__ = ("fields", "minimum", "severity")
    FIELDS_FIELD_NUMBER: _ClassVar[int]
    MINIMUM_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    fields: _containers.RepeatedCompositeFieldContainer[CompletenessField]
    minimum: float
    severity: _finding_pb2.Severity
    def __init__(self, fields: _Optional[_Iterable[_Union[CompletenessField, _Mapping]]] = ..., minimum: _Optional[float] = ..., severity: _Optional[_Union[_finding_pb2.Severity, str]] = ...) -> None: ...

class CompletenessField(_message.Message):
    __slots__ = ("path", "weight", "types")
    PATH_FIELD_NUMBER: _ClassVar[int]
    WEIGHT_FIELD_NUMBER: _ClassVar[int]
    TYPES_FIELD_NUMBER: _ClassVar[int]
    path: str
    weight: float
    types: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, path: _Optional[str] = ..., weight: _Optional[float] = ..., types: _Optional[_Iterable[str]] = ...) -> None: ...

class Freshness(_message.Message):
    __slots__ = ("max_age", "max_future_skew", "path", "unit", "severity")
    MAX_AGE_FIELD_NUMBER: _ClassVar[int]
    MAX_FUTURE_SKEW_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    UNIT_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    max_age: _duration_pb2.Duration
    max_future_skew: _duration_pb2.Duration
    path: str
    unit: TimeUnit
    severity: _finding_pb2.Severity
    def __init__(self, max_age: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., max_future_skew: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., path: _Optional[str] = ..., unit: _Optional[_Union[TimeUnit, str]] = ..., severity: _Optional[_Union[_finding_pb2.Severity, str]] = ...) -> None: ...

class QualityRule(_message.Message):
    __slots__ = ("id", "description", "severity", "types", "expression", "json_schema")
    ID_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    TYPES_FIELD_NUMBER: _ClassVar[int]
    EXPRESSION_FIELD_NUMBER: _ClassVar[int]
    JSON_SCHEMA_FIELD_NUMBER: _ClassVar[int]
    id: str
    description: str
    severity: _finding_pb2.Severity
    types: _containers.RepeatedScalarFieldContainer[str]
    expression: str
    json_schema: str
    def __init__(self, id: _Optional[str] = ..., description: _Optional[str] = ..., severity: _Optional[_Union[_finding_pb2.Severity, str]] = ..., types: _Optional[_Iterable[str]] = ..., expression: _Optional[str] = ..., json_schema: _Optional[str] = ...) -> None: ...

class EventQuality(_message.Message):
    __slots__ = ("score", "missing_fields", "age")
    SCORE_FIELD_NUMBER: _ClassVar[int]
    MISSING_FIELDS_FIELD_NUMBER: _ClassVar[int]
    AGE_FIELD_NUMBER: _ClassVar[int]
    score: float
    missing_fields: _containers.RepeatedScalarFieldContainer[str]
    age: _duration_pb2.Duration
    def __init__(self, score: _Optional[float] = ..., missing_fields: _Optional[_Iterable[str]] = ..., age: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class QualityStats(_message.Message):
    __slots__ = ("stream", "type", "score_histogram", "rules")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    SCORE_HISTOGRAM_FIELD_NUMBER: _ClassVar[int]
    RULES_FIELD_NUMBER: _ClassVar[int]
    stream: str
    type: str
    score_histogram: _containers.RepeatedScalarFieldContainer[int]
    rules: _containers.RepeatedCompositeFieldContainer[QualityRuleStats]
    def __init__(self, stream: _Optional[str] = ..., type: _Optional[str] = ..., score_histogram: _Optional[_Iterable[int]] = ..., rules: _Optional[_Iterable[_Union[QualityRuleStats, _Mapping]]] = ...) -> None: ...

class QualityRuleStats(_message.Message):
    __slots__ = ("rule", "warnings", "errors", "failed")
    RULE_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    ERRORS_FIELD_NUMBER: _ClassVar[int]
    FAILED_FIELD_NUMBER: _ClassVar[int]
    rule: str
    warnings: int
    errors: int
    failed: int
    def __init__(self, rule: _Optional[str] = ..., warnings: _Optional[int] = ..., errors: _Optional[int] = ..., failed: _Optional[int] = ...) -> None: ...
