import datetime

from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from sluice_client.gen.sluice.v1 import consumer_pb2 as _consumer_pb2
from sluice_client.gen.sluice.v1 import event_pb2 as _event_pb2
from sluice_client.gen.sluice.v1 import recipe_step_pb2 as _recipe_step_pb2
from sluice_client.gen.sluice.v1 import schema_pb2 as _schema_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class GroupState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    GROUP_STATE_UNSPECIFIED: _ClassVar[GroupState]
    GROUP_STATE_OPEN: _ClassVar[GroupState]
    GROUP_STATE_ACKNOWLEDGED: _ClassVar[GroupState]
    GROUP_STATE_IGNORED: _ClassVar[GroupState]
    GROUP_STATE_RESOLVED: _ClassVar[GroupState]
    GROUP_STATE_REGRESSED: _ClassVar[GroupState]

class DeadLetterStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    DEAD_LETTER_STATUS_UNSPECIFIED: _ClassVar[DeadLetterStatus]
    DEAD_LETTER_STATUS_OPEN: _ClassVar[DeadLetterStatus]
    DEAD_LETTER_STATUS_REDRIVEN: _ClassVar[DeadLetterStatus]
    DEAD_LETTER_STATUS_RESOLVED: _ClassVar[DeadLetterStatus]
    DEAD_LETTER_STATUS_DISCARDED: _ClassVar[DeadLetterStatus]

class AttemptTrigger(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ATTEMPT_TRIGGER_UNSPECIFIED: _ClassVar[AttemptTrigger]
    ATTEMPT_TRIGGER_PUBLISH: _ClassVar[AttemptTrigger]
    ATTEMPT_TRIGGER_REDRIVE: _ClassVar[AttemptTrigger]
    ATTEMPT_TRIGGER_EDIT: _ClassVar[AttemptTrigger]
    ATTEMPT_TRIGGER_REPORT: _ClassVar[AttemptTrigger]
    ATTEMPT_TRIGGER_RELEASE: _ClassVar[AttemptTrigger]
    ATTEMPT_TRIGGER_RETRY: _ClassVar[AttemptTrigger]

class SnoozedSelection(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    SNOOZED_SELECTION_UNSPECIFIED: _ClassVar[SnoozedSelection]
    SNOOZED_SELECTION_INCLUDED: _ClassVar[SnoozedSelection]
    SNOOZED_SELECTION_ONLY: _ClassVar[SnoozedSelection]

class RedriveStatus(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REDRIVE_STATUS_UNSPECIFIED: _ClassVar[RedriveStatus]
    REDRIVE_STATUS_RUNNING: _ClassVar[RedriveStatus]
    REDRIVE_STATUS_DONE: _ClassVar[RedriveStatus]
    REDRIVE_STATUS_CANCELLED: _ClassVar[RedriveStatus]
    REDRIVE_STATUS_ABORTED: _ClassVar[RedriveStatus]
    REDRIVE_STATUS_INTERRUPTED: _ClassVar[RedriveStatus]
    REDRIVE_STATUS_PAUSED: _ClassVar[RedriveStatus]
    REDRIVE_STATUS_CANARY_HOLD: _ClassVar[RedriveStatus]

class RedriveOrigin(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    REDRIVE_ORIGIN_UNSPECIFIED: _ClassVar[RedriveOrigin]
    REDRIVE_ORIGIN_REQUEST: _ClassVar[RedriveOrigin]
    REDRIVE_ORIGIN_SCHEMA_CHANGE: _ClassVar[RedriveOrigin]
GROUP_STATE_UNSPECIFIED: GroupState
GROUP_STATE_OPEN: GroupState
GROUP_STATE_ACKNOWLEDGED: GroupState
GROUP_STATE_IGNORED: GroupState
GROUP_STATE_RESOLVED: GroupState
GROUP_STATE_REGRESSED: GroupState
DEAD_LETTER_STATUS_UNSPECIFIED: DeadLetterStatus
DEAD_LETTER_STATUS_OPEN: DeadLetterStatus
DEAD_LETTER_STATUS_REDRIVEN: DeadLetterStatus
DEAD_LETTER_STATUS_RESOLVED: DeadLetterStatus
DEAD_LETTER_STATUS_DISCARDED: DeadLetterStatus
ATTEMPT_TRIGGER_UNSPECIFIED: AttemptTrigger
ATTEMPT_TRIGGER_PUBLISH: AttemptTrigger
ATTEMPT_TRIGGER_REDRIVE: AttemptTrigger
ATTEMPT_TRIGGER_EDIT: AttemptTrigger
ATTEMPT_TRIGGER_REPORT: AttemptTrigger
ATTEMPT_TRIGGER_RELEASE: AttemptTrigger
ATTEMPT_TRIGGER_RETRY: AttemptTrigger
SNOOZED_SELECTION_UNSPECIFIED: SnoozedSelection
SNOOZED_SELECTION_INCLUDED: SnoozedSelection
SNOOZED_SELECTION_ONLY: SnoozedSelection
REDRIVE_STATUS_UNSPECIFIED: RedriveStatus
REDRIVE_STATUS_RUNNING: RedriveStatus
REDRIVE_STATUS_DONE: RedriveStatus
REDRIVE_STATUS_CANCELLED: RedriveStatus
REDRIVE_STATUS_ABORTED: RedriveStatus
REDRIVE_STATUS_INTERRUPTED: RedriveStatus
REDRIVE_STATUS_PAUSED: RedriveStatus
REDRIVE_STATUS_CANARY_HOLD: RedriveStatus
REDRIVE_ORIGIN_UNSPECIFIED: RedriveOrigin
REDRIVE_ORIGIN_REQUEST: RedriveOrigin
REDRIVE_ORIGIN_SCHEMA_CHANGE: RedriveOrigin

class Attempt(_message.Message):
    __slots__ = ("number", "at", "trigger", "actor", "succeeded", "failure_type", "error_message", "schema", "redrive_id")
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    TRIGGER_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    SUCCEEDED_FIELD_NUMBER: _ClassVar[int]
    FAILURE_TYPE_FIELD_NUMBER: _ClassVar[int]
    ERROR_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    REDRIVE_ID_FIELD_NUMBER: _ClassVar[int]
    number: int
    at: _timestamp_pb2.Timestamp
    trigger: AttemptTrigger
    actor: str
    succeeded: bool
    failure_type: _event_pb2.FailureType
    error_message: str
    schema: _event_pb2.SchemaUsed
    redrive_id: str
    def __init__(self, number: _Optional[int] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., trigger: _Optional[_Union[AttemptTrigger, str]] = ..., actor: _Optional[str] = ..., succeeded: _Optional[bool] = ..., failure_type: _Optional[_Union[_event_pb2.FailureType, str]] = ..., error_message: _Optional[str] = ..., schema: _Optional[_Union[_event_pb2.SchemaUsed, _Mapping]] = ..., redrive_id: _Optional[str] = ...) -> None: ...

class Note(_message.Message):
    __slots__ = ("number", "at", "author", "text")
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    AUTHOR_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    number: int
    at: _timestamp_pb2.Timestamp
    author: str
    text: str
    def __init__(self, number: _Optional[int] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., author: _Optional[str] = ..., text: _Optional[str] = ...) -> None: ...

class DeadLetter(_message.Message):
    __slots__ = ("id", "stream", "event", "status", "failure_type", "failure_code", "violations", "error_message", "error_detail", "schema", "fingerprint", "source_service", "tenant_id", "attempt_count", "attempts", "first_attempt_at", "last_attempt_at", "parked_at", "closed_at", "closed_by", "close_reason", "redriven_position", "revision", "consumer_group", "framing", "edited_data", "ordering_key", "blocked_by", "notes", "assignee", "snoozed_until", "held", "redacted", "redacted_fields", "next_retry_at", "retry_count", "alerting", "log_position", "producer_id")
    ID_FIELD_NUMBER: _ClassVar[int]
    STREAM_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    FAILURE_TYPE_FIELD_NUMBER: _ClassVar[int]
    FAILURE_CODE_FIELD_NUMBER: _ClassVar[int]
    VIOLATIONS_FIELD_NUMBER: _ClassVar[int]
    ERROR_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    ERROR_DETAIL_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    FINGERPRINT_FIELD_NUMBER: _ClassVar[int]
    SOURCE_SERVICE_FIELD_NUMBER: _ClassVar[int]
    TENANT_ID_FIELD_NUMBER: _ClassVar[int]
    ATTEMPT_COUNT_FIELD_NUMBER: _ClassVar[int]
    ATTEMPTS_FIELD_NUMBER: _ClassVar[int]
    FIRST_ATTEMPT_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_ATTEMPT_AT_FIELD_NUMBER: _ClassVar[int]
    PARKED_AT_FIELD_NUMBER: _ClassVar[int]
    CLOSED_AT_FIELD_NUMBER: _ClassVar[int]
    CLOSED_BY_FIELD_NUMBER: _ClassVar[int]
    CLOSE_REASON_FIELD_NUMBER: _ClassVar[int]
    REDRIVEN_POSITION_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    CONSUMER_GROUP_FIELD_NUMBER: _ClassVar[int]
    FRAMING_FIELD_NUMBER: _ClassVar[int]
    EDITED_DATA_FIELD_NUMBER: _ClassVar[int]
    ORDERING_KEY_FIELD_NUMBER: _ClassVar[int]
    BLOCKED_BY_FIELD_NUMBER: _ClassVar[int]
    NOTES_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_FIELD_NUMBER: _ClassVar[int]
    SNOOZED_UNTIL_FIELD_NUMBER: _ClassVar[int]
    HELD_FIELD_NUMBER: _ClassVar[int]
    REDACTED_FIELD_NUMBER: _ClassVar[int]
    REDACTED_FIELDS_FIELD_NUMBER: _ClassVar[int]
    NEXT_RETRY_AT_FIELD_NUMBER: _ClassVar[int]
    RETRY_COUNT_FIELD_NUMBER: _ClassVar[int]
    ALERTING_FIELD_NUMBER: _ClassVar[int]
    LOG_POSITION_FIELD_NUMBER: _ClassVar[int]
    PRODUCER_ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    stream: str
    event: _event_pb2.Event
    status: DeadLetterStatus
    failure_type: _event_pb2.FailureType
    failure_code: str
    violations: _containers.RepeatedCompositeFieldContainer[_event_pb2.Violation]
    error_message: str
    error_detail: str
    schema: _event_pb2.SchemaUsed
    fingerprint: str
    source_service: str
    tenant_id: str
    attempt_count: int
    attempts: _containers.RepeatedCompositeFieldContainer[Attempt]
    first_attempt_at: _timestamp_pb2.Timestamp
    last_attempt_at: _timestamp_pb2.Timestamp
    parked_at: _timestamp_pb2.Timestamp
    closed_at: _timestamp_pb2.Timestamp
    closed_by: str
    close_reason: str
    redriven_position: int
    revision: int
    consumer_group: str
    framing: _event_pb2.PayloadFraming
    edited_data: bytes
    ordering_key: str
    blocked_by: str
    notes: _containers.RepeatedCompositeFieldContainer[Note]
    assignee: str
    snoozed_until: _timestamp_pb2.Timestamp
    held: bool
    redacted: bool
    redacted_fields: _containers.RepeatedScalarFieldContainer[str]
    next_retry_at: _timestamp_pb2.Timestamp
    retry_count: int
    alerting: bool
    log_position: int
    producer_id: str
    def __init__(self, id: _Optional[str] = ..., stream: _Optional[str] = ..., event: _Optional[_Union[_event_pb2.Event, _Mapping]] = ..., status: _Optional[_Union[DeadLetterStatus, str]] = ..., failure_type: _Optional[_Union[_event_pb2.FailureType, str]] = ..., failure_code: _Optional[str] = ..., violations: _Optional[_Iterable[_Union[_event_pb2.Violation, _Mapping]]] = ..., error_message: _Optional[str] = ..., error_detail: _Optional[str] = ..., schema: _Optional[_Union[_event_pb2.SchemaUsed, _Mapping]] = ..., fingerprint: _Optional[str] = ..., source_service: _Optional[str] = ..., tenant_id: _Optional[str] = ..., attempt_count: _Optional[int] = ..., attempts: _Optional[_Iterable[_Union[Attempt, _Mapping]]] = ..., first_attempt_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., last_attempt_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., parked_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., closed_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., closed_by: _Optional[str] = ..., close_reason: _Optional[str] = ..., redriven_position: _Optional[int] = ..., revision: _Optional[int] = ..., consumer_group: _Optional[str] = ..., framing: _Optional[_Union[_event_pb2.PayloadFraming, str]] = ..., edited_data: _Optional[bytes] = ..., ordering_key: _Optional[str] = ..., blocked_by: _Optional[str] = ..., notes: _Optional[_Iterable[_Union[Note, _Mapping]]] = ..., assignee: _Optional[str] = ..., snoozed_until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., held: _Optional[bool] = ..., redacted: _Optional[bool] = ..., redacted_fields: _Optional[_Iterable[str]] = ..., next_retry_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., retry_count: _Optional[int] = ..., alerting: _Optional[bool] = ..., log_position: _Optional[int] = ..., producer_id: _Optional[str] = ...) -> None: ...

class DeadLetterFilter(_message.Message):
    __slots__ = ("stream", "type", "failure_type", "status", "source_service", "fingerprint", "parked_after", "parked_before", "text", "subject", "ordering_key", "assignee", "held", "snoozed")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    FAILURE_TYPE_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    SOURCE_SERVICE_FIELD_NUMBER: _ClassVar[int]
    FINGERPRINT_FIELD_NUMBER: _ClassVar[int]
    PARKED_AFTER_FIELD_NUMBER: _ClassVar[int]
    PARKED_BEFORE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    ORDERING_KEY_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_FIELD_NUMBER: _ClassVar[int]
    HELD_FIELD_NUMBER: _ClassVar[int]
    SNOOZED_FIELD_NUMBER: _ClassVar[int]
    stream: str
    type: str
    failure_type: _event_pb2.FailureType
    status: DeadLetterStatus
    source_service: str
    fingerprint: str
    parked_after: _timestamp_pb2.Timestamp
    parked_before: _timestamp_pb2.Timestamp
    text: str
    subject: str
    ordering_key: str
    assignee: str
    held: bool
    snoozed: SnoozedSelection
    def __init__(self, stream: _Optional[str] = ..., type: _Optional[str] = ..., failure_type: _Optional[_Union[_event_pb2.FailureType, str]] = ..., status: _Optional[_Union[DeadLetterStatus, str]] = ..., source_service: _Optional[str] = ..., fingerprint: _Optional[str] = ..., parked_after: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., parked_before: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., text: _Optional[str] = ..., subject: _Optional[str] = ..., ordering_key: _Optional[str] = ..., assignee: _Optional[str] = ..., held: _Optional[bool] = ..., snoozed: _Optional[_Union[SnoozedSelection, str]] = ...) -> None: ...

class ListDeadLettersRequest(_message.Message):
    __slots__ = ("filter", "page_size", "page_token")
    FILTER_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    filter: DeadLetterFilter
    page_size: int
    page_token: str
    def __init__(self, filter: _Optional[_Union[DeadLetterFilter, _Mapping]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListDeadLettersResponse(_message.Message):
    __slots__ = ("dead_letters", "next_page_token", "searched_back_to")
    DEAD_LETTERS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SEARCHED_BACK_TO_FIELD_NUMBER: _ClassVar[int]
    dead_letters: _containers.RepeatedCompositeFieldContainer[DeadLetter]
    next_page_token: str
    searched_back_to: _timestamp_pb2.Timestamp
    def __init__(self, dead_letters: _Optional[_Iterable[_Union[DeadLetter, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., searched_back_to: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetDeadLetterRequest(_message.Message):
    __slots__ = ("id", "reveal", "actor", "reason")
    ID_FIELD_NUMBER: _ClassVar[int]
    REVEAL_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    id: str
    reveal: bool
    actor: str
    reason: str
    def __init__(self, id: _Optional[str] = ..., reveal: _Optional[bool] = ..., actor: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class GetDeadLetterResponse(_message.Message):
    __slots__ = ("dead_letter", "data_json")
    DEAD_LETTER_FIELD_NUMBER: _ClassVar[int]
    DATA_JSON_FIELD_NUMBER: _ClassVar[int]
    dead_letter: DeadLetter
    data_json: str
    def __init__(self, dead_letter: _Optional[_Union[DeadLetter, _Mapping]] = ..., data_json: _Optional[str] = ...) -> None: ...

class ListRevealsRequest(_message.Message):
    __slots__ = ("id", "page_size", "page_token")
    ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    id: str
    page_size: int
    page_token: str
    def __init__(self, id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class Reveal(_message.Message):
    __slots__ = ("dead_letter_id", "stream", "at", "actor", "reason")
    DEAD_LETTER_ID_FIELD_NUMBER: _ClassVar[int]
    STREAM_FIELD_NUMBER: _ClassVar[int]
    AT_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    dead_letter_id: str
    stream: str
    at: _timestamp_pb2.Timestamp
    actor: str
    reason: str
    def __init__(self, dead_letter_id: _Optional[str] = ..., stream: _Optional[str] = ..., at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., actor: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class ListRevealsResponse(_message.Message):
    __slots__ = ("reveals", "next_page_token")
    REVEALS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    reveals: _containers.RepeatedCompositeFieldContainer[Reveal]
    next_page_token: str
    def __init__(self, reveals: _Optional[_Iterable[_Union[Reveal, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListGroupsRequest(_message.Message):
    __slots__ = ("stream", "include_closed", "page_size", "page_token", "state")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    INCLUDE_CLOSED_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    stream: str
    include_closed: bool
    page_size: int
    page_token: str
    state: GroupState
    def __init__(self, stream: _Optional[str] = ..., include_closed: _Optional[bool] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., state: _Optional[_Union[GroupState, str]] = ...) -> None: ...

class ListGroupsResponse(_message.Message):
    __slots__ = ("groups", "next_page_token")
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    groups: _containers.RepeatedCompositeFieldContainer[DeadLetterGroup]
    next_page_token: str
    def __init__(self, groups: _Optional[_Iterable[_Union[DeadLetterGroup, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class DeadLetterGroup(_message.Message):
    __slots__ = ("fingerprint", "stream", "type", "subject", "failure_type", "failure_code", "title", "open_count", "total_count", "first_seen_at", "last_seen_at", "sample_id", "trend", "state", "state_at", "state_by", "state_reason", "ignored_until", "stream_share", "services", "producers")
    FINGERPRINT_FIELD_NUMBER: _ClassVar[int]
    STREAM_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    FAILURE_TYPE_FIELD_NUMBER: _ClassVar[int]
    FAILURE_CODE_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    OPEN_COUNT_FIELD_NUMBER: _ClassVar[int]
    TOTAL_COUNT_FIELD_NUMBER: _ClassVar[int]
    FIRST_SEEN_AT_FIELD_NUMBER: _ClassVar[int]
    LAST_SEEN_AT_FIELD_NUMBER: _ClassVar[int]
    SAMPLE_ID_FIELD_NUMBER: _ClassVar[int]
    TREND_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    STATE_AT_FIELD_NUMBER: _ClassVar[int]
    STATE_BY_FIELD_NUMBER: _ClassVar[int]
    STATE_REASON_FIELD_NUMBER: _ClassVar[int]
    IGNORED_UNTIL_FIELD_NUMBER: _ClassVar[int]
    STREAM_SHARE_FIELD_NUMBER: _ClassVar[int]
    SERVICES_FIELD_NUMBER: _ClassVar[int]
    PRODUCERS_FIELD_NUMBER: _ClassVar[int]
    fingerprint: str
    stream: str
    type: str
    subject: str
    failure_type: _event_pb2.FailureType
    failure_code: str
    title: str
    open_count: int
    total_count: int
    first_seen_at: _timestamp_pb2.Timestamp
    last_seen_at: _timestamp_pb2.Timestamp
    sample_id: str
    trend: _containers.RepeatedScalarFieldContainer[int]
    state: GroupState
    state_at: _timestamp_pb2.Timestamp
    state_by: str
    state_reason: str
    ignored_until: int
    stream_share: float
    services: _containers.RepeatedCompositeFieldContainer[ServiceCount]
    producers: _containers.RepeatedCompositeFieldContainer[ProducerCount]
    def __init__(self, fingerprint: _Optional[str] = ..., stream: _Optional[str] = ..., type: _Optional[str] = ..., subject: _Optional[str] = ..., failure_type: _Optional[_Union[_event_pb2.FailureType, str]] = ..., failure_code: _Optional[str] = ..., title: _Optional[str] = ..., open_count: _Optional[int] = ..., total_count: _Optional[int] = ..., first_seen_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., last_seen_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., sample_id: _Optional[str] = ..., trend: _Optional[_Iterable[int]] = ..., state: _Optional[_Union[GroupState, str]] = ..., state_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., state_by: _Optional[str] = ..., state_reason: _Optional[str] = ..., ignored_until: _Optional[int] = ..., stream_share: _Optional[float] = ..., services: _Optional[_Iterable[_Union[ServiceCount, _Mapping]]] = ..., producers: _Optional[_Iterable[_Union[ProducerCount, _Mapping]]] = ...) -> None: ...

class PreviewRetryRequest(_message.Message):
    __slots__ = ("ids", "group", "filter", "version", "candidate", "limit", "recipe")
    IDS_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    RECIPE_FIELD_NUMBER: _ClassVar[int]
    ids: _containers.RepeatedScalarFieldContainer[str]
    group: str
    filter: DeadLetterFilter
    version: str
    candidate: CandidateSchema
    limit: int
    recipe: _recipe_step_pb2.RecipeUse
    def __init__(self, ids: _Optional[_Iterable[str]] = ..., group: _Optional[str] = ..., filter: _Optional[_Union[DeadLetterFilter, _Mapping]] = ..., version: _Optional[str] = ..., candidate: _Optional[_Union[CandidateSchema, _Mapping]] = ..., limit: _Optional[int] = ..., recipe: _Optional[_Union[_recipe_step_pb2.RecipeUse, _Mapping]] = ...) -> None: ...

class CandidateSchema(_message.Message):
    __slots__ = ("format", "schema", "references")
    FORMAT_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    REFERENCES_FIELD_NUMBER: _ClassVar[int]
    format: _schema_pb2.SchemaFormat
    schema: str
    references: _containers.RepeatedCompositeFieldContainer[_schema_pb2.SchemaReference]
    def __init__(self, format: _Optional[_Union[_schema_pb2.SchemaFormat, str]] = ..., schema: _Optional[str] = ..., references: _Optional[_Iterable[_Union[_schema_pb2.SchemaReference, _Mapping]]] = ...) -> None: ...

class PreviewRetryResponse(_message.Message):
    __slots__ = ("selected", "examined", "would_pass", "still_fail", "failures", "needs_edit", "plan", "plan_expires_at", "blocked", "handed_back", "handed_back_to")
    SELECTED_FIELD_NUMBER: _ClassVar[int]
    EXAMINED_FIELD_NUMBER: _ClassVar[int]
    WOULD_PASS_FIELD_NUMBER: _ClassVar[int]
    STILL_FAIL_FIELD_NUMBER: _ClassVar[int]
    FAILURES_FIELD_NUMBER: _ClassVar[int]
    NEEDS_EDIT_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    PLAN_EXPIRES_AT_FIELD_NUMBER: _ClassVar[int]
    BLOCKED_FIELD_NUMBER: _ClassVar[int]
    HANDED_BACK_FIELD_NUMBER: _ClassVar[int]
    HANDED_BACK_TO_FIELD_NUMBER: _ClassVar[int]
    selected: int
    examined: int
    would_pass: int
    still_fail: int
    failures: _containers.RepeatedCompositeFieldContainer[RemainingFailure]
    needs_edit: int
    plan: str
    plan_expires_at: _timestamp_pb2.Timestamp
    blocked: int
    handed_back: int
    handed_back_to: _containers.RepeatedCompositeFieldContainer[HandedBack]
    def __init__(self, selected: _Optional[int] = ..., examined: _Optional[int] = ..., would_pass: _Optional[int] = ..., still_fail: _Optional[int] = ..., failures: _Optional[_Iterable[_Union[RemainingFailure, _Mapping]]] = ..., needs_edit: _Optional[int] = ..., plan: _Optional[str] = ..., plan_expires_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., blocked: _Optional[int] = ..., handed_back: _Optional[int] = ..., handed_back_to: _Optional[_Iterable[_Union[HandedBack, _Mapping]]] = ...) -> None: ...

class HandedBack(_message.Message):
    __slots__ = ("stream", "consumer_group", "count")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    CONSUMER_GROUP_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    stream: str
    consumer_group: str
    count: int
    def __init__(self, stream: _Optional[str] = ..., consumer_group: _Optional[str] = ..., count: _Optional[int] = ...) -> None: ...

class WatchPreviewRequest(_message.Message):
    __slots__ = ("preview",)
    PREVIEW_FIELD_NUMBER: _ClassVar[int]
    preview: PreviewRetryRequest
    def __init__(self, preview: _Optional[_Union[PreviewRetryRequest, _Mapping]] = ...) -> None: ...

class WatchPreviewResponse(_message.Message):
    __slots__ = ("preview", "done")
    PREVIEW_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    preview: PreviewRetryResponse
    done: bool
    def __init__(self, preview: _Optional[_Union[PreviewRetryResponse, _Mapping]] = ..., done: _Optional[bool] = ...) -> None: ...

class RemainingFailure(_message.Message):
    __slots__ = ("failure_type", "message", "count", "sample_id", "violations")
    FAILURE_TYPE_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    SAMPLE_ID_FIELD_NUMBER: _ClassVar[int]
    VIOLATIONS_FIELD_NUMBER: _ClassVar[int]
    failure_type: _event_pb2.FailureType
    message: str
    count: int
    sample_id: str
    violations: _containers.RepeatedCompositeFieldContainer[_event_pb2.Violation]
    def __init__(self, failure_type: _Optional[_Union[_event_pb2.FailureType, str]] = ..., message: _Optional[str] = ..., count: _Optional[int] = ..., sample_id: _Optional[str] = ..., violations: _Optional[_Iterable[_Union[_event_pb2.Violation, _Mapping]]] = ...) -> None: ...

class RetryDeadLettersRequest(_message.Message):
    __slots__ = ("ids", "group", "filter", "max_per_second", "abort_after_failures", "actor", "reason", "wait", "plan", "request_id", "canary", "abort_failed_ratio", "recipe")
    IDS_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    MAX_PER_SECOND_FIELD_NUMBER: _ClassVar[int]
    ABORT_AFTER_FAILURES_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    WAIT_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    CANARY_FIELD_NUMBER: _ClassVar[int]
    ABORT_FAILED_RATIO_FIELD_NUMBER: _ClassVar[int]
    RECIPE_FIELD_NUMBER: _ClassVar[int]
    ids: _containers.RepeatedScalarFieldContainer[str]
    group: str
    filter: DeadLetterFilter
    max_per_second: int
    abort_after_failures: int
    actor: str
    reason: str
    wait: _duration_pb2.Duration
    plan: str
    request_id: str
    canary: Canary
    abort_failed_ratio: float
    recipe: _recipe_step_pb2.RecipeUse
    def __init__(self, ids: _Optional[_Iterable[str]] = ..., group: _Optional[str] = ..., filter: _Optional[_Union[DeadLetterFilter, _Mapping]] = ..., max_per_second: _Optional[int] = ..., abort_after_failures: _Optional[int] = ..., actor: _Optional[str] = ..., reason: _Optional[str] = ..., wait: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., plan: _Optional[str] = ..., request_id: _Optional[str] = ..., canary: _Optional[_Union[Canary, _Mapping]] = ..., abort_failed_ratio: _Optional[float] = ..., recipe: _Optional[_Union[_recipe_step_pb2.RecipeUse, _Mapping]] = ...) -> None: ...

class Canary(_message.Message):
    __slots__ = ("count", "max_failed_ratio", "hold")
    COUNT_FIELD_NUMBER: _ClassVar[int]
    MAX_FAILED_RATIO_FIELD_NUMBER: _ClassVar[int]
    HOLD_FIELD_NUMBER: _ClassVar[int]
    count: int
    max_failed_ratio: float
    hold: bool
    def __init__(self, count: _Optional[int] = ..., max_failed_ratio: _Optional[float] = ..., hold: _Optional[bool] = ...) -> None: ...

class RetryDeadLettersResponse(_message.Message):
    __slots__ = ("redrive",)
    REDRIVE_FIELD_NUMBER: _ClassVar[int]
    redrive: Redrive
    def __init__(self, redrive: _Optional[_Union[Redrive, _Mapping]] = ...) -> None: ...

class Redrive(_message.Message):
    __slots__ = ("id", "status", "total", "redriven", "failed_again", "skipped", "actor", "reason", "started_at", "ended_at", "failures", "status_reason", "origin", "request_id", "group", "filter", "ids", "max_per_second", "canary", "abort_after_failures", "abort_failed_ratio", "updated_at", "handed_back")
    ID_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    REDRIVEN_FIELD_NUMBER: _ClassVar[int]
    FAILED_AGAIN_FIELD_NUMBER: _ClassVar[int]
    SKIPPED_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_FIELD_NUMBER: _ClassVar[int]
    ENDED_AT_FIELD_NUMBER: _ClassVar[int]
    FAILURES_FIELD_NUMBER: _ClassVar[int]
    STATUS_REASON_FIELD_NUMBER: _ClassVar[int]
    ORIGIN_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    IDS_FIELD_NUMBER: _ClassVar[int]
    MAX_PER_SECOND_FIELD_NUMBER: _ClassVar[int]
    CANARY_FIELD_NUMBER: _ClassVar[int]
    ABORT_AFTER_FAILURES_FIELD_NUMBER: _ClassVar[int]
    ABORT_FAILED_RATIO_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    HANDED_BACK_FIELD_NUMBER: _ClassVar[int]
    id: str
    status: RedriveStatus
    total: int
    redriven: int
    failed_again: int
    skipped: int
    actor: str
    reason: str
    started_at: _timestamp_pb2.Timestamp
    ended_at: _timestamp_pb2.Timestamp
    failures: _containers.RepeatedCompositeFieldContainer[RemainingFailure]
    status_reason: str
    origin: RedriveOrigin
    request_id: str
    group: str
    filter: DeadLetterFilter
    ids: _containers.RepeatedScalarFieldContainer[str]
    max_per_second: int
    canary: Canary
    abort_after_failures: int
    abort_failed_ratio: float
    updated_at: _timestamp_pb2.Timestamp
    handed_back: int
    def __init__(self, id: _Optional[str] = ..., status: _Optional[_Union[RedriveStatus, str]] = ..., total: _Optional[int] = ..., redriven: _Optional[int] = ..., failed_again: _Optional[int] = ..., skipped: _Optional[int] = ..., actor: _Optional[str] = ..., reason: _Optional[str] = ..., started_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., ended_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., failures: _Optional[_Iterable[_Union[RemainingFailure, _Mapping]]] = ..., status_reason: _Optional[str] = ..., origin: _Optional[_Union[RedriveOrigin, str]] = ..., request_id: _Optional[str] = ..., group: _Optional[str] = ..., filter: _Optional[_Union[DeadLetterFilter, _Mapping]] = ..., ids: _Optional[_Iterable[str]] = ..., max_per_second: _Optional[int] = ..., canary: _Optional[_Union[Canary, _Mapping]] = ..., abort_after_failures: _Optional[int] = ..., abort_failed_ratio: _Optional[float] = ..., updated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., handed_back: _Optional[int] = ...) -> None: ...

class ListRedrivesRequest(_message.Message):
    __slots__ = ("statuses", "page_size", "page_token")
    STATUSES_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    statuses: _containers.RepeatedScalarFieldContainer[RedriveStatus]
    page_size: int
    page_token: str
    def __init__(self, statuses: _Optional[_Iterable[_Union[RedriveStatus, str]]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListRedrivesResponse(_message.Message):
    __slots__ = ("redrives", "next_page_token")
    REDRIVES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    redrives: _containers.RepeatedCompositeFieldContainer[Redrive]
    next_page_token: str
    def __init__(self, redrives: _Optional[_Iterable[_Union[Redrive, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class PauseRedriveRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class PauseRedriveResponse(_message.Message):
    __slots__ = ("redrive",)
    REDRIVE_FIELD_NUMBER: _ClassVar[int]
    redrive: Redrive
    def __init__(self, redrive: _Optional[_Union[Redrive, _Mapping]] = ...) -> None: ...

class ResumeRedriveRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class ResumeRedriveResponse(_message.Message):
    __slots__ = ("redrive",)
    REDRIVE_FIELD_NUMBER: _ClassVar[int]
    redrive: Redrive
    def __init__(self, redrive: _Optional[_Union[Redrive, _Mapping]] = ...) -> None: ...

class GetLineageRequest(_message.Message):
    __slots__ = ("dead_letter_id",)
    DEAD_LETTER_ID_FIELD_NUMBER: _ClassVar[int]
    dead_letter_id: str
    def __init__(self, dead_letter_id: _Optional[str] = ...) -> None: ...

class GetLineageResponse(_message.Message):
    __slots__ = ("lineage",)
    LINEAGE_FIELD_NUMBER: _ClassVar[int]
    lineage: Lineage
    def __init__(self, lineage: _Optional[_Union[Lineage, _Mapping]] = ...) -> None: ...

class Lineage(_message.Message):
    __slots__ = ("dead_letter_id", "stream", "event_id", "event_source", "event_type", "position", "redrive_id", "actor", "parked_at", "redriven_at", "attempt_count", "edited", "before", "after", "redacted", "redacted_fields")
    DEAD_LETTER_ID_FIELD_NUMBER: _ClassVar[int]
    STREAM_FIELD_NUMBER: _ClassVar[int]
    EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    EVENT_SOURCE_FIELD_NUMBER: _ClassVar[int]
    EVENT_TYPE_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    REDRIVE_ID_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    PARKED_AT_FIELD_NUMBER: _ClassVar[int]
    REDRIVEN_AT_FIELD_NUMBER: _ClassVar[int]
    ATTEMPT_COUNT_FIELD_NUMBER: _ClassVar[int]
    EDITED_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    REDACTED_FIELD_NUMBER: _ClassVar[int]
    REDACTED_FIELDS_FIELD_NUMBER: _ClassVar[int]
    dead_letter_id: str
    stream: str
    event_id: str
    event_source: str
    event_type: str
    position: int
    redrive_id: str
    actor: str
    parked_at: _timestamp_pb2.Timestamp
    redriven_at: _timestamp_pb2.Timestamp
    attempt_count: int
    edited: bool
    before: bytes
    after: bytes
    redacted: bool
    redacted_fields: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, dead_letter_id: _Optional[str] = ..., stream: _Optional[str] = ..., event_id: _Optional[str] = ..., event_source: _Optional[str] = ..., event_type: _Optional[str] = ..., position: _Optional[int] = ..., redrive_id: _Optional[str] = ..., actor: _Optional[str] = ..., parked_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., redriven_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., attempt_count: _Optional[int] = ..., edited: _Optional[bool] = ..., before: _Optional[bytes] = ..., after: _Optional[bytes] = ..., redacted: _Optional[bool] = ..., redacted_fields: _Optional[_Iterable[str]] = ...) -> None: ...

class GetSchemaImpactRequest(_message.Message):
    __slots__ = ("subject", "version", "candidate", "limit")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    subject: str
    version: str
    candidate: CandidateSchema
    limit: int
    def __init__(self, subject: _Optional[str] = ..., version: _Optional[str] = ..., candidate: _Optional[_Union[CandidateSchema, _Mapping]] = ..., limit: _Optional[int] = ...) -> None: ...

class GetSchemaImpactResponse(_message.Message):
    __slots__ = ("impact",)
    IMPACT_FIELD_NUMBER: _ClassVar[int]
    impact: SchemaImpact
    def __init__(self, impact: _Optional[_Union[SchemaImpact, _Mapping]] = ...) -> None: ...

class WatchSchemaImpactRequest(_message.Message):
    __slots__ = ("impact",)
    IMPACT_FIELD_NUMBER: _ClassVar[int]
    impact: GetSchemaImpactRequest
    def __init__(self, impact: _Optional[_Union[GetSchemaImpactRequest, _Mapping]] = ...) -> None: ...

class WatchSchemaImpactResponse(_message.Message):
    __slots__ = ("impact", "done")
    IMPACT_FIELD_NUMBER: _ClassVar[int]
    DONE_FIELD_NUMBER: _ClassVar[int]
    impact: SchemaImpact
    done: bool
    def __init__(self, impact: _Optional[_Union[SchemaImpact, _Mapping]] = ..., done: _Optional[bool] = ...) -> None: ...

class SchemaImpact(_message.Message):
    __slots__ = ("open", "examined", "would_pass", "still_fail", "groups", "failures", "events_examined", "events_rejected", "rejections")
    OPEN_FIELD_NUMBER: _ClassVar[int]
    EXAMINED_FIELD_NUMBER: _ClassVar[int]
    WOULD_PASS_FIELD_NUMBER: _ClassVar[int]
    STILL_FAIL_FIELD_NUMBER: _ClassVar[int]
    GROUPS_FIELD_NUMBER: _ClassVar[int]
    FAILURES_FIELD_NUMBER: _ClassVar[int]
    EVENTS_EXAMINED_FIELD_NUMBER: _ClassVar[int]
    EVENTS_REJECTED_FIELD_NUMBER: _ClassVar[int]
    REJECTIONS_FIELD_NUMBER: _ClassVar[int]
    open: int
    examined: int
    would_pass: int
    still_fail: int
    groups: _containers.RepeatedCompositeFieldContainer[GroupImpact]
    failures: _containers.RepeatedCompositeFieldContainer[RemainingFailure]
    events_examined: int
    events_rejected: int
    rejections: _containers.RepeatedCompositeFieldContainer[RejectedEvents]
    def __init__(self, open: _Optional[int] = ..., examined: _Optional[int] = ..., would_pass: _Optional[int] = ..., still_fail: _Optional[int] = ..., groups: _Optional[_Iterable[_Union[GroupImpact, _Mapping]]] = ..., failures: _Optional[_Iterable[_Union[RemainingFailure, _Mapping]]] = ..., events_examined: _Optional[int] = ..., events_rejected: _Optional[int] = ..., rejections: _Optional[_Iterable[_Union[RejectedEvents, _Mapping]]] = ...) -> None: ...

class GroupImpact(_message.Message):
    __slots__ = ("fingerprint", "would_pass", "still_fail", "failing_sample_id")
    FINGERPRINT_FIELD_NUMBER: _ClassVar[int]
    WOULD_PASS_FIELD_NUMBER: _ClassVar[int]
    STILL_FAIL_FIELD_NUMBER: _ClassVar[int]
    FAILING_SAMPLE_ID_FIELD_NUMBER: _ClassVar[int]
    fingerprint: str
    would_pass: int
    still_fail: int
    failing_sample_id: str
    def __init__(self, fingerprint: _Optional[str] = ..., would_pass: _Optional[int] = ..., still_fail: _Optional[int] = ..., failing_sample_id: _Optional[str] = ...) -> None: ...

class RejectedEvents(_message.Message):
    __slots__ = ("failure_type", "message", "count", "sample_stream", "sample_position", "violations")
    FAILURE_TYPE_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    SAMPLE_STREAM_FIELD_NUMBER: _ClassVar[int]
    SAMPLE_POSITION_FIELD_NUMBER: _ClassVar[int]
    VIOLATIONS_FIELD_NUMBER: _ClassVar[int]
    failure_type: _event_pb2.FailureType
    message: str
    count: int
    sample_stream: str
    sample_position: int
    violations: _containers.RepeatedCompositeFieldContainer[_event_pb2.Violation]
    def __init__(self, failure_type: _Optional[_Union[_event_pb2.FailureType, str]] = ..., message: _Optional[str] = ..., count: _Optional[int] = ..., sample_stream: _Optional[str] = ..., sample_position: _Optional[int] = ..., violations: _Optional[_Iterable[_Union[_event_pb2.Violation, _Mapping]]] = ...) -> None: ...

class ListReexaminationsRequest(_message.Message):
    __slots__ = ("subject", "page_size", "page_token")
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    subject: str
    page_size: int
    page_token: str
    def __init__(self, subject: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListReexaminationsResponse(_message.Message):
    __slots__ = ("reexaminations", "next_page_token")
    REEXAMINATIONS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    reexaminations: _containers.RepeatedCompositeFieldContainer[Reexamination]
    next_page_token: str
    def __init__(self, reexaminations: _Optional[_Iterable[_Union[Reexamination, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class Reexamination(_message.Message):
    __slots__ = ("sequence", "subject", "version", "started_at", "ended_at", "open", "examined", "would_pass", "still_fail", "failures", "redrive_ids", "superseded_by")
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    STARTED_AT_FIELD_NUMBER: _ClassVar[int]
    ENDED_AT_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    EXAMINED_FIELD_NUMBER: _ClassVar[int]
    WOULD_PASS_FIELD_NUMBER: _ClassVar[int]
    STILL_FAIL_FIELD_NUMBER: _ClassVar[int]
    FAILURES_FIELD_NUMBER: _ClassVar[int]
    REDRIVE_IDS_FIELD_NUMBER: _ClassVar[int]
    SUPERSEDED_BY_FIELD_NUMBER: _ClassVar[int]
    sequence: int
    subject: str
    version: int
    started_at: _timestamp_pb2.Timestamp
    ended_at: _timestamp_pb2.Timestamp
    open: int
    examined: int
    would_pass: int
    still_fail: int
    failures: _containers.RepeatedCompositeFieldContainer[RemainingFailure]
    redrive_ids: _containers.RepeatedScalarFieldContainer[str]
    superseded_by: int
    def __init__(self, sequence: _Optional[int] = ..., subject: _Optional[str] = ..., version: _Optional[int] = ..., started_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., ended_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., open: _Optional[int] = ..., examined: _Optional[int] = ..., would_pass: _Optional[int] = ..., still_fail: _Optional[int] = ..., failures: _Optional[_Iterable[_Union[RemainingFailure, _Mapping]]] = ..., redrive_ids: _Optional[_Iterable[str]] = ..., superseded_by: _Optional[int] = ...) -> None: ...

class GetRedriveRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class GetRedriveResponse(_message.Message):
    __slots__ = ("redrive",)
    REDRIVE_FIELD_NUMBER: _ClassVar[int]
    redrive: Redrive
    def __init__(self, redrive: _Optional[_Union[Redrive, _Mapping]] = ...) -> None: ...

class WatchRedriveRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class WatchRedriveResponse(_message.Message):
    __slots__ = ("redrive",)
    REDRIVE_FIELD_NUMBER: _ClassVar[int]
    redrive: Redrive
    def __init__(self, redrive: _Optional[_Union[Redrive, _Mapping]] = ...) -> None: ...

class CancelRedriveRequest(_message.Message):
    __slots__ = ("id",)
    ID_FIELD_NUMBER: _ClassVar[int]
    id: str
    def __init__(self, id: _Optional[str] = ...) -> None: ...

class CancelRedriveResponse(_message.Message):
    __slots__ = ("redrive",)
    REDRIVE_FIELD_NUMBER: _ClassVar[int]
    redrive: Redrive
    def __init__(self, redrive: _Optional[_Union[Redrive, _Mapping]] = ...) -> None: ...

class EditAndRetryRequest(_message.Message):
    __slots__ = ("id", "data", "data_text", "expected_revision", "actor", "reason", "dry_run", "recipe", "data_json")
    ID_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    DATA_TEXT_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_REVISION_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    RECIPE_FIELD_NUMBER: _ClassVar[int]
    DATA_JSON_FIELD_NUMBER: _ClassVar[int]
    id: str
    data: bytes
    data_text: str
    expected_revision: int
    actor: str
    reason: str
    dry_run: bool
    recipe: _recipe_step_pb2.RecipeUse
    data_json: str
    def __init__(self, id: _Optional[str] = ..., data: _Optional[bytes] = ..., data_text: _Optional[str] = ..., expected_revision: _Optional[int] = ..., actor: _Optional[str] = ..., reason: _Optional[str] = ..., dry_run: _Optional[bool] = ..., recipe: _Optional[_Union[_recipe_step_pb2.RecipeUse, _Mapping]] = ..., data_json: _Optional[str] = ...) -> None: ...

class EditAndRetryResponse(_message.Message):
    __slots__ = ("outcome", "dead_letter", "changes")
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    DEAD_LETTER_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    outcome: _event_pb2.EventOutcome
    dead_letter: DeadLetter
    changes: _containers.RepeatedCompositeFieldContainer[_recipe_step_pb2.EventChange]
    def __init__(self, outcome: _Optional[_Union[_event_pb2.EventOutcome, _Mapping]] = ..., dead_letter: _Optional[_Union[DeadLetter, _Mapping]] = ..., changes: _Optional[_Iterable[_Union[_recipe_step_pb2.EventChange, _Mapping]]] = ...) -> None: ...

class ResolveDeadLettersRequest(_message.Message):
    __slots__ = ("ids", "group", "filter", "actor", "reason")
    IDS_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ids: _containers.RepeatedScalarFieldContainer[str]
    group: str
    filter: DeadLetterFilter
    actor: str
    reason: str
    def __init__(self, ids: _Optional[_Iterable[str]] = ..., group: _Optional[str] = ..., filter: _Optional[_Union[DeadLetterFilter, _Mapping]] = ..., actor: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class ResolveDeadLettersResponse(_message.Message):
    __slots__ = ("changed", "unchanged")
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    UNCHANGED_FIELD_NUMBER: _ClassVar[int]
    changed: int
    unchanged: int
    def __init__(self, changed: _Optional[int] = ..., unchanged: _Optional[int] = ...) -> None: ...

class DiscardDeadLettersRequest(_message.Message):
    __slots__ = ("ids", "group", "filter", "actor", "reason")
    IDS_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ids: _containers.RepeatedScalarFieldContainer[str]
    group: str
    filter: DeadLetterFilter
    actor: str
    reason: str
    def __init__(self, ids: _Optional[_Iterable[str]] = ..., group: _Optional[str] = ..., filter: _Optional[_Union[DeadLetterFilter, _Mapping]] = ..., actor: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class DiscardDeadLettersResponse(_message.Message):
    __slots__ = ("changed", "unchanged")
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    UNCHANGED_FIELD_NUMBER: _ClassVar[int]
    changed: int
    unchanged: int
    def __init__(self, changed: _Optional[int] = ..., unchanged: _Optional[int] = ...) -> None: ...

class RestoreDeadLettersRequest(_message.Message):
    __slots__ = ("ids", "group", "filter", "actor", "reason")
    IDS_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ids: _containers.RepeatedScalarFieldContainer[str]
    group: str
    filter: DeadLetterFilter
    actor: str
    reason: str
    def __init__(self, ids: _Optional[_Iterable[str]] = ..., group: _Optional[str] = ..., filter: _Optional[_Union[DeadLetterFilter, _Mapping]] = ..., actor: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class RestoreDeadLettersResponse(_message.Message):
    __slots__ = ("changed", "unchanged")
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    UNCHANGED_FIELD_NUMBER: _ClassVar[int]
    changed: int
    unchanged: int
    def __init__(self, changed: _Optional[int] = ..., unchanged: _Optional[int] = ...) -> None: ...

class AnnotateDeadLettersRequest(_message.Message):
    __slots__ = ("ids", "group", "filter", "actor", "note")
    IDS_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ids: _containers.RepeatedScalarFieldContainer[str]
    group: str
    filter: DeadLetterFilter
    actor: str
    note: str
    def __init__(self, ids: _Optional[_Iterable[str]] = ..., group: _Optional[str] = ..., filter: _Optional[_Union[DeadLetterFilter, _Mapping]] = ..., actor: _Optional[str] = ..., note: _Optional[str] = ...) -> None: ...

class AnnotateDeadLettersResponse(_message.Message):
    __slots__ = ("changed", "unchanged")
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    UNCHANGED_FIELD_NUMBER: _ClassVar[int]
    changed: int
    unchanged: int
    def __init__(self, changed: _Optional[int] = ..., unchanged: _Optional[int] = ...) -> None: ...

class AssignDeadLettersRequest(_message.Message):
    __slots__ = ("ids", "group", "filter", "actor", "assignee", "note")
    IDS_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ASSIGNEE_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ids: _containers.RepeatedScalarFieldContainer[str]
    group: str
    filter: DeadLetterFilter
    actor: str
    assignee: str
    note: str
    def __init__(self, ids: _Optional[_Iterable[str]] = ..., group: _Optional[str] = ..., filter: _Optional[_Union[DeadLetterFilter, _Mapping]] = ..., actor: _Optional[str] = ..., assignee: _Optional[str] = ..., note: _Optional[str] = ...) -> None: ...

class AssignDeadLettersResponse(_message.Message):
    __slots__ = ("changed", "unchanged")
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    UNCHANGED_FIELD_NUMBER: _ClassVar[int]
    changed: int
    unchanged: int
    def __init__(self, changed: _Optional[int] = ..., unchanged: _Optional[int] = ...) -> None: ...

class SnoozeDeadLettersRequest(_message.Message):
    __slots__ = ("ids", "group", "filter", "actor", "until", "note")
    IDS_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    UNTIL_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ids: _containers.RepeatedScalarFieldContainer[str]
    group: str
    filter: DeadLetterFilter
    actor: str
    until: _timestamp_pb2.Timestamp
    note: str
    def __init__(self, ids: _Optional[_Iterable[str]] = ..., group: _Optional[str] = ..., filter: _Optional[_Union[DeadLetterFilter, _Mapping]] = ..., actor: _Optional[str] = ..., until: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., note: _Optional[str] = ...) -> None: ...

class SnoozeDeadLettersResponse(_message.Message):
    __slots__ = ("changed", "unchanged")
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    UNCHANGED_FIELD_NUMBER: _ClassVar[int]
    changed: int
    unchanged: int
    def __init__(self, changed: _Optional[int] = ..., unchanged: _Optional[int] = ...) -> None: ...

class HoldDeadLettersRequest(_message.Message):
    __slots__ = ("ids", "group", "filter", "actor", "held", "reason")
    IDS_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    HELD_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    ids: _containers.RepeatedScalarFieldContainer[str]
    group: str
    filter: DeadLetterFilter
    actor: str
    held: bool
    reason: str
    def __init__(self, ids: _Optional[_Iterable[str]] = ..., group: _Optional[str] = ..., filter: _Optional[_Union[DeadLetterFilter, _Mapping]] = ..., actor: _Optional[str] = ..., held: _Optional[bool] = ..., reason: _Optional[str] = ...) -> None: ...

class HoldDeadLettersResponse(_message.Message):
    __slots__ = ("changed", "unchanged")
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    UNCHANGED_FIELD_NUMBER: _ClassVar[int]
    changed: int
    unchanged: int
    def __init__(self, changed: _Optional[int] = ..., unchanged: _Optional[int] = ...) -> None: ...

class ReportDeadLetterRequest(_message.Message):
    __slots__ = ("stream", "position", "event", "consumer_group", "error_type", "error_message", "error_detail", "attempts", "delivery_id", "retry_after")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    POSITION_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    CONSUMER_GROUP_FIELD_NUMBER: _ClassVar[int]
    ERROR_TYPE_FIELD_NUMBER: _ClassVar[int]
    ERROR_MESSAGE_FIELD_NUMBER: _ClassVar[int]
    ERROR_DETAIL_FIELD_NUMBER: _ClassVar[int]
    ATTEMPTS_FIELD_NUMBER: _ClassVar[int]
    DELIVERY_ID_FIELD_NUMBER: _ClassVar[int]
    RETRY_AFTER_FIELD_NUMBER: _ClassVar[int]
    stream: str
    position: int
    event: _event_pb2.Event
    consumer_group: str
    error_type: str
    error_message: str
    error_detail: str
    attempts: int
    delivery_id: str
    retry_after: _duration_pb2.Duration
    def __init__(self, stream: _Optional[str] = ..., position: _Optional[int] = ..., event: _Optional[_Union[_event_pb2.Event, _Mapping]] = ..., consumer_group: _Optional[str] = ..., error_type: _Optional[str] = ..., error_message: _Optional[str] = ..., error_detail: _Optional[str] = ..., attempts: _Optional[int] = ..., delivery_id: _Optional[str] = ..., retry_after: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class ReportDeadLetterResponse(_message.Message):
    __slots__ = ("dead_letter_id", "fingerprint", "created", "action", "next_retry_at")
    DEAD_LETTER_ID_FIELD_NUMBER: _ClassVar[int]
    FINGERPRINT_FIELD_NUMBER: _ClassVar[int]
    CREATED_FIELD_NUMBER: _ClassVar[int]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    NEXT_RETRY_AT_FIELD_NUMBER: _ClassVar[int]
    dead_letter_id: str
    fingerprint: str
    created: bool
    action: _consumer_pb2.FailureAction
    next_retry_at: _timestamp_pb2.Timestamp
    def __init__(self, dead_letter_id: _Optional[str] = ..., fingerprint: _Optional[str] = ..., created: _Optional[bool] = ..., action: _Optional[_Union[_consumer_pb2.FailureAction, str]] = ..., next_retry_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class GetDeadLetterStatsRequest(_message.Message):
    __slots__ = ("stream",)
    STREAM_FIELD_NUMBER: _ClassVar[int]
    stream: str
    def __init__(self, stream: _Optional[str] = ...) -> None: ...

class GetDeadLetterStatsResponse(_message.Message):
    __slots__ = ("open", "redriven", "resolved", "discarded", "oldest_open_at", "parked_last_hour", "parked_last_day", "by_failure_type", "by_service", "by_stream", "retry_success_ratio", "median_time_to_close", "blocked_keys", "held", "snoozed", "purge_ahead", "parked_per_minute", "by_group", "close_time_p50", "close_time_p90", "health")
    OPEN_FIELD_NUMBER: _ClassVar[int]
    REDRIVEN_FIELD_NUMBER: _ClassVar[int]
    RESOLVED_FIELD_NUMBER: _ClassVar[int]
    DISCARDED_FIELD_NUMBER: _ClassVar[int]
    OLDEST_OPEN_AT_FIELD_NUMBER: _ClassVar[int]
    PARKED_LAST_HOUR_FIELD_NUMBER: _ClassVar[int]
    PARKED_LAST_DAY_FIELD_NUMBER: _ClassVar[int]
    BY_FAILURE_TYPE_FIELD_NUMBER: _ClassVar[int]
    BY_SERVICE_FIELD_NUMBER: _ClassVar[int]
    BY_STREAM_FIELD_NUMBER: _ClassVar[int]
    RETRY_SUCCESS_RATIO_FIELD_NUMBER: _ClassVar[int]
    MEDIAN_TIME_TO_CLOSE_FIELD_NUMBER: _ClassVar[int]
    BLOCKED_KEYS_FIELD_NUMBER: _ClassVar[int]
    HELD_FIELD_NUMBER: _ClassVar[int]
    SNOOZED_FIELD_NUMBER: _ClassVar[int]
    PURGE_AHEAD_FIELD_NUMBER: _ClassVar[int]
    PARKED_PER_MINUTE_FIELD_NUMBER: _ClassVar[int]
    BY_GROUP_FIELD_NUMBER: _ClassVar[int]
    CLOSE_TIME_P50_FIELD_NUMBER: _ClassVar[int]
    CLOSE_TIME_P90_FIELD_NUMBER: _ClassVar[int]
    HEALTH_FIELD_NUMBER: _ClassVar[int]
    open: int
    redriven: int
    resolved: int
    discarded: int
    oldest_open_at: _timestamp_pb2.Timestamp
    parked_last_hour: int
    parked_last_day: int
    by_failure_type: _containers.RepeatedCompositeFieldContainer[FailureTypeCount]
    by_service: _containers.RepeatedCompositeFieldContainer[ServiceCount]
    by_stream: _containers.RepeatedCompositeFieldContainer[StreamCount]
    retry_success_ratio: float
    median_time_to_close: _duration_pb2.Duration
    blocked_keys: int
    held: int
    snoozed: int
    purge_ahead: int
    parked_per_minute: float
    by_group: _containers.RepeatedCompositeFieldContainer[GroupCount]
    close_time_p50: _duration_pb2.Duration
    close_time_p90: _duration_pb2.Duration
    health: int
    def __init__(self, open: _Optional[int] = ..., redriven: _Optional[int] = ..., resolved: _Optional[int] = ..., discarded: _Optional[int] = ..., oldest_open_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., parked_last_hour: _Optional[int] = ..., parked_last_day: _Optional[int] = ..., by_failure_type: _Optional[_Iterable[_Union[FailureTypeCount, _Mapping]]] = ..., by_service: _Optional[_Iterable[_Union[ServiceCount, _Mapping]]] = ..., by_stream: _Optional[_Iterable[_Union[StreamCount, _Mapping]]] = ..., retry_success_ratio: _Optional[float] = ..., median_time_to_close: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., blocked_keys: _Optional[int] = ..., held: _Optional[int] = ..., snoozed: _Optional[int] = ..., purge_ahead: _Optional[int] = ..., parked_per_minute: _Optional[float] = ..., by_group: _Optional[_Iterable[_Union[GroupCount, _Mapping]]] = ..., close_time_p50: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., close_time_p90: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., health: _Optional[int] = ...) -> None: ...

class GroupCount(_message.Message):
    __slots__ = ("fingerprint", "title", "count")
    FINGERPRINT_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    fingerprint: str
    title: str
    count: int
    def __init__(self, fingerprint: _Optional[str] = ..., title: _Optional[str] = ..., count: _Optional[int] = ...) -> None: ...

class WatchDeadLetterStatsRequest(_message.Message):
    __slots__ = ("stream", "interval")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    INTERVAL_FIELD_NUMBER: _ClassVar[int]
    stream: str
    interval: _duration_pb2.Duration
    def __init__(self, stream: _Optional[str] = ..., interval: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class WatchDeadLetterStatsResponse(_message.Message):
    __slots__ = ("stats",)
    STATS_FIELD_NUMBER: _ClassVar[int]
    stats: GetDeadLetterStatsResponse
    def __init__(self, stats: _Optional[_Union[GetDeadLetterStatsResponse, _Mapping]] = ...) -> None: ...

class SetGroupStateRequest(_message.Message):
    __slots__ = ("fingerprint", "state", "ignore_for", "actor", "reason")
    FINGERPRINT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    IGNORE_FOR_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    fingerprint: str
    state: GroupState
    ignore_for: int
    actor: str
    reason: str
    def __init__(self, fingerprint: _Optional[str] = ..., state: _Optional[_Union[GroupState, str]] = ..., ignore_for: _Optional[int] = ..., actor: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class SetGroupStateResponse(_message.Message):
    __slots__ = ("group",)
    GROUP_FIELD_NUMBER: _ClassVar[int]
    group: DeadLetterGroup
    def __init__(self, group: _Optional[_Union[DeadLetterGroup, _Mapping]] = ...) -> None: ...

class FailureTypeCount(_message.Message):
    __slots__ = ("failure_type", "count")
    FAILURE_TYPE_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    failure_type: _event_pb2.FailureType
    count: int
    def __init__(self, failure_type: _Optional[_Union[_event_pb2.FailureType, str]] = ..., count: _Optional[int] = ...) -> None: ...

class ServiceCount(_message.Message):
    __slots__ = ("service", "count")
    SERVICE_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    service: str
    count: int
    def __init__(self, service: _Optional[str] = ..., count: _Optional[int] = ...) -> None: ...

class ProducerCount(_message.Message):
    __slots__ = ("producer_id", "count")
    PRODUCER_ID_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    producer_id: str
    count: int
    def __init__(self, producer_id: _Optional[str] = ..., count: _Optional[int] = ...) -> None: ...

class StreamCount(_message.Message):
    __slots__ = ("stream", "count")
    STREAM_FIELD_NUMBER: _ClassVar[int]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    stream: str
    count: int
    def __init__(self, stream: _Optional[str] = ..., count: _Optional[int] = ...) -> None: ...
