import datetime

from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from sluice_client.gen.sluice.v1 import dead_letter_pb2 as _dead_letter_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ArchiveOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    ARCHIVE_OUTCOME_UNSPECIFIED: _ClassVar[ArchiveOutcome]
    ARCHIVE_OUTCOME_DONE: _ClassVar[ArchiveOutcome]
    ARCHIVE_OUTCOME_FAILED: _ClassVar[ArchiveOutcome]
    ARCHIVE_OUTCOME_INTERRUPTED: _ClassVar[ArchiveOutcome]

class RestoreOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = ()
    RESTORE_OUTCOME_UNSPECIFIED: _ClassVar[RestoreOutcome]
    RESTORE_OUTCOME_EXISTS: _ClassVar[RestoreOutcome]
    RESTORE_OUTCOME_DAMAGED: _ClassVar[RestoreOutcome]
    RESTORE_OUTCOME_NEWER: _ClassVar[RestoreOutcome]
    RESTORE_OUTCOME_MISSING: _ClassVar[RestoreOutcome]
ARCHIVE_OUTCOME_UNSPECIFIED: ArchiveOutcome
ARCHIVE_OUTCOME_DONE: ArchiveOutcome
ARCHIVE_OUTCOME_FAILED: ArchiveOutcome
ARCHIVE_OUTCOME_INTERRUPTED: ArchiveOutcome
RESTORE_OUTCOME_UNSPECIFIED: RestoreOutcome
RESTORE_OUTCOME_EXISTS: RestoreOutcome
RESTORE_OUTCOME_DAMAGED: RestoreOutcome
RESTORE_OUTCOME_NEWER: RestoreOutcome
RESTORE_OUTCOME_MISSING: RestoreOutcome

class ArchiveRun(_message.Message):
    __slots__ = ("started_at", "ended_at", "outcome", "archived", "bytes", "error")
    STARTED_AT_FIELD_NUMBER: _ClassVar[int]
    ENDED_AT_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    ARCHIVED_FIELD_NUMBER: _ClassVar[int]
    BYTES_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    started_at: _timestamp_pb2.Timestamp
    ended_at: _timestamp_pb2.Timestamp
    outcome: ArchiveOutcome
    archived: int
    bytes: int
    error: str
    def __init__(self, started_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., ended_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., outcome: _Optional[_Union[ArchiveOutcome, str]] = ..., archived: _Optional[int] = ..., bytes: _Optional[int] = ..., error: _Optional[str] = ...) -> None: ...

class ArchiveStatus(_message.Message):
    __slots__ = ("configured", "endpoint", "bucket", "region", "prefix", "statuses", "interval", "before_purge", "running", "last_run", "next_run_at", "pending", "archived_total")
    CONFIGURED_FIELD_NUMBER: _ClassVar[int]
    ENDPOINT_FIELD_NUMBER: _ClassVar[int]
    BUCKET_FIELD_NUMBER: _ClassVar[int]
    REGION_FIELD_NUMBER: _ClassVar[int]
    PREFIX_FIELD_NUMBER: _ClassVar[int]
    STATUSES_FIELD_NUMBER: _ClassVar[int]
    INTERVAL_FIELD_NUMBER: _ClassVar[int]
    BEFORE_PURGE_FIELD_NUMBER: _ClassVar[int]
    RUNNING_FIELD_NUMBER: _ClassVar[int]
    LAST_RUN_FIELD_NUMBER: _ClassVar[int]
    NEXT_RUN_AT_FIELD_NUMBER: _ClassVar[int]
    PENDING_FIELD_NUMBER: _ClassVar[int]
    ARCHIVED_TOTAL_FIELD_NUMBER: _ClassVar[int]
    configured: bool
    endpoint: str
    bucket: str
    region: str
    prefix: str
    statuses: _containers.RepeatedScalarFieldContainer[_dead_letter_pb2.DeadLetterStatus]
    interval: _duration_pb2.Duration
    before_purge: bool
    running: ArchiveRun
    last_run: ArchiveRun
    next_run_at: _timestamp_pb2.Timestamp
    pending: int
    archived_total: int
    def __init__(self, configured: _Optional[bool] = ..., endpoint: _Optional[str] = ..., bucket: _Optional[str] = ..., region: _Optional[str] = ..., prefix: _Optional[str] = ..., statuses: _Optional[_Iterable[_Union[_dead_letter_pb2.DeadLetterStatus, str]]] = ..., interval: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ..., before_purge: _Optional[bool] = ..., running: _Optional[_Union[ArchiveRun, _Mapping]] = ..., last_run: _Optional[_Union[ArchiveRun, _Mapping]] = ..., next_run_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., pending: _Optional[int] = ..., archived_total: _Optional[int] = ...) -> None: ...

class StartArchiveRequest(_message.Message):
    __slots__ = ("wait",)
    WAIT_FIELD_NUMBER: _ClassVar[int]
    wait: _duration_pb2.Duration
    def __init__(self, wait: _Optional[_Union[datetime.timedelta, _duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class StartArchiveResponse(_message.Message):
    __slots__ = ("status",)
    STATUS_FIELD_NUMBER: _ClassVar[int]
    status: ArchiveStatus
    def __init__(self, status: _Optional[_Union[ArchiveStatus, _Mapping]] = ...) -> None: ...

class GetArchiveStatusRequest(_message.Message):
    __slots__ = ()
    def __init__(self) -> None: ...

class GetArchiveStatusResponse(_message.Message):
    __slots__ = ("status",)
    STATUS_FIELD_NUMBER: _ClassVar[int]
    status: ArchiveStatus
    def __init__(self, status: _Optional[_Union[ArchiveStatus, _Mapping]] = ...) -> None: ...

class ListArchivedRequest(_message.Message):
    __slots__ = ("from_day", "to_day", "page_size", "page_token")
    FROM_DAY_FIELD_NUMBER: _ClassVar[int]
    TO_DAY_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    from_day: str
    to_day: str
    page_size: int
    page_token: str
    def __init__(self, from_day: _Optional[str] = ..., to_day: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ArchivedDeadLetter(_message.Message):
    __slots__ = ("id", "key", "bytes", "stored_at")
    ID_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    BYTES_FIELD_NUMBER: _ClassVar[int]
    STORED_AT_FIELD_NUMBER: _ClassVar[int]
    id: str
    key: str
    bytes: int
    stored_at: _timestamp_pb2.Timestamp
    def __init__(self, id: _Optional[str] = ..., key: _Optional[str] = ..., bytes: _Optional[int] = ..., stored_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class ListArchivedResponse(_message.Message):
    __slots__ = ("archived", "next_page_token")
    ARCHIVED_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    archived: _containers.RepeatedCompositeFieldContainer[ArchivedDeadLetter]
    next_page_token: str
    def __init__(self, archived: _Optional[_Iterable[_Union[ArchivedDeadLetter, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class RestoreFromArchiveRequest(_message.Message):
    __slots__ = ("ids", "from_day", "to_day", "page_size", "page_token", "dry_run")
    IDS_FIELD_NUMBER: _ClassVar[int]
    FROM_DAY_FIELD_NUMBER: _ClassVar[int]
    TO_DAY_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    DRY_RUN_FIELD_NUMBER: _ClassVar[int]
    ids: _containers.RepeatedScalarFieldContainer[str]
    from_day: str
    to_day: str
    page_size: int
    page_token: str
    dry_run: bool
    def __init__(self, ids: _Optional[_Iterable[str]] = ..., from_day: _Optional[str] = ..., to_day: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., dry_run: _Optional[bool] = ...) -> None: ...

class NotRestored(_message.Message):
    __slots__ = ("id", "key", "outcome", "problem")
    ID_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    PROBLEM_FIELD_NUMBER: _ClassVar[int]
    id: str
    key: str
    outcome: RestoreOutcome
    problem: str
    def __init__(self, id: _Optional[str] = ..., key: _Optional[str] = ..., outcome: _Optional[_Union[RestoreOutcome, str]] = ..., problem: _Optional[str] = ...) -> None: ...

class RestoreFromArchiveResponse(_message.Message):
    __slots__ = ("restored", "not_restored", "next_page_token")
    RESTORED_FIELD_NUMBER: _ClassVar[int]
    NOT_RESTORED_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    restored: _containers.RepeatedScalarFieldContainer[str]
    not_restored: _containers.RepeatedCompositeFieldContainer[NotRestored]
    next_page_token: str
    def __init__(self, restored: _Optional[_Iterable[str]] = ..., not_restored: _Optional[_Iterable[_Union[NotRestored, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...
