import datetime

from google.protobuf import timestamp_pb2 as _timestamp_pb2
from sluice_client.gen.sluice.v1 import dead_letter_pb2 as _dead_letter_pb2
from sluice_client.gen.sluice.v1 import event_pb2 as _event_pb2
from sluice_client.gen.sluice.v1 import finding_pb2 as _finding_pb2
from sluice_client.gen.sluice.v1 import recipe_step_pb2 as _recipe_step_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from collections.abc import Iterable as _Iterable, Mapping as _Mapping
from typing import ClassVar as _ClassVar, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class Recipe(_message.Message):
    __slots__ = ("name", "description", "steps", "revision", "actor", "created_at", "updated_at")
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CREATED_AT_FIELD_NUMBER: _ClassVar[int]
    UPDATED_AT_FIELD_NUMBER: _ClassVar[int]
    name: str
    description: str
    steps: _containers.RepeatedCompositeFieldContainer[_recipe_step_pb2.RecipeStep]
    revision: int
    actor: str
    created_at: _timestamp_pb2.Timestamp
    updated_at: _timestamp_pb2.Timestamp
    def __init__(self, name: _Optional[str] = ..., description: _Optional[str] = ..., steps: _Optional[_Iterable[_Union[_recipe_step_pb2.RecipeStep, _Mapping]]] = ..., revision: _Optional[int] = ..., actor: _Optional[str] = ..., created_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ..., updated_at: _Optional[_Union[datetime.datetime, _timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class SaveRecipeRequest(_message.Message):
    __slots__ = ("name", "description", "steps", "expected_revision", "actor")
    NAME_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_REVISION_FIELD_NUMBER: _ClassVar[int]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    name: str
    description: str
    steps: _containers.RepeatedCompositeFieldContainer[_recipe_step_pb2.RecipeStep]
    expected_revision: int
    actor: str
    def __init__(self, name: _Optional[str] = ..., description: _Optional[str] = ..., steps: _Optional[_Iterable[_Union[_recipe_step_pb2.RecipeStep, _Mapping]]] = ..., expected_revision: _Optional[int] = ..., actor: _Optional[str] = ...) -> None: ...

class SaveRecipeResponse(_message.Message):
    __slots__ = ("recipe",)
    RECIPE_FIELD_NUMBER: _ClassVar[int]
    recipe: Recipe
    def __init__(self, recipe: _Optional[_Union[Recipe, _Mapping]] = ...) -> None: ...

class GetRecipeRequest(_message.Message):
    __slots__ = ("name",)
    NAME_FIELD_NUMBER: _ClassVar[int]
    name: str
    def __init__(self, name: _Optional[str] = ...) -> None: ...

class GetRecipeResponse(_message.Message):
    __slots__ = ("recipe",)
    RECIPE_FIELD_NUMBER: _ClassVar[int]
    recipe: Recipe
    def __init__(self, recipe: _Optional[_Union[Recipe, _Mapping]] = ...) -> None: ...

class ListRecipesRequest(_message.Message):
    __slots__ = ("page_size", "page_token")
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListRecipesResponse(_message.Message):
    __slots__ = ("recipes", "next_page_token")
    RECIPES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    recipes: _containers.RepeatedCompositeFieldContainer[Recipe]
    next_page_token: str
    def __init__(self, recipes: _Optional[_Iterable[_Union[Recipe, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class DeleteRecipeRequest(_message.Message):
    __slots__ = ("name", "expected_revision")
    NAME_FIELD_NUMBER: _ClassVar[int]
    EXPECTED_REVISION_FIELD_NUMBER: _ClassVar[int]
    name: str
    expected_revision: int
    def __init__(self, name: _Optional[str] = ..., expected_revision: _Optional[int] = ...) -> None: ...

class DeleteRecipeResponse(_message.Message):
    __slots__ = ("recipe",)
    RECIPE_FIELD_NUMBER: _ClassVar[int]
    recipe: Recipe
    def __init__(self, recipe: _Optional[_Union[Recipe, _Mapping]] = ...) -> None: ...

class PreviewRecipeRequest(_message.Message):
    __slots__ = ("recipe", "ids", "group", "filter", "version", "candidate", "limit", "samples")
    RECIPE_FIELD_NUMBER: _ClassVar[int]
    IDS_FIELD_NUMBER: _ClassVar[int]
    GROUP_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    CANDIDATE_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    SAMPLES_FIELD_NUMBER: _ClassVar[int]
    recipe: _recipe_step_pb2.RecipeUse
    ids: _containers.RepeatedScalarFieldContainer[str]
    group: str
    filter: _dead_letter_pb2.DeadLetterFilter
    version: str
    candidate: _dead_letter_pb2.CandidateSchema
    limit: int
    samples: int
    def __init__(self, recipe: _Optional[_Union[_recipe_step_pb2.RecipeUse, _Mapping]] = ..., ids: _Optional[_Iterable[str]] = ..., group: _Optional[str] = ..., filter: _Optional[_Union[_dead_letter_pb2.DeadLetterFilter, _Mapping]] = ..., version: _Optional[str] = ..., candidate: _Optional[_Union[_dead_letter_pb2.CandidateSchema, _Mapping]] = ..., limit: _Optional[int] = ..., samples: _Optional[int] = ...) -> None: ...

class PreviewRecipeResponse(_message.Message):
    __slots__ = ("selected", "examined", "changed", "unchanged", "not_applicable", "would_pass", "still_fail", "failures", "step_changes", "samples")
    SELECTED_FIELD_NUMBER: _ClassVar[int]
    EXAMINED_FIELD_NUMBER: _ClassVar[int]
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    UNCHANGED_FIELD_NUMBER: _ClassVar[int]
    NOT_APPLICABLE_FIELD_NUMBER: _ClassVar[int]
    WOULD_PASS_FIELD_NUMBER: _ClassVar[int]
    STILL_FAIL_FIELD_NUMBER: _ClassVar[int]
    FAILURES_FIELD_NUMBER: _ClassVar[int]
    STEP_CHANGES_FIELD_NUMBER: _ClassVar[int]
    SAMPLES_FIELD_NUMBER: _ClassVar[int]
    selected: int
    examined: int
    changed: int
    unchanged: int
    not_applicable: int
    would_pass: int
    still_fail: int
    failures: _containers.RepeatedCompositeFieldContainer[_dead_letter_pb2.RemainingFailure]
    step_changes: _containers.RepeatedScalarFieldContainer[int]
    samples: _containers.RepeatedCompositeFieldContainer[RecipeSample]
    def __init__(self, selected: _Optional[int] = ..., examined: _Optional[int] = ..., changed: _Optional[int] = ..., unchanged: _Optional[int] = ..., not_applicable: _Optional[int] = ..., would_pass: _Optional[int] = ..., still_fail: _Optional[int] = ..., failures: _Optional[_Iterable[_Union[_dead_letter_pb2.RemainingFailure, _Mapping]]] = ..., step_changes: _Optional[_Iterable[int]] = ..., samples: _Optional[_Iterable[_Union[RecipeSample, _Mapping]]] = ...) -> None: ...

class RecipeSample(_message.Message):
    __slots__ = ("dead_letter_id", "changes", "would_pass", "violations", "data_text")
    DEAD_LETTER_ID_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    WOULD_PASS_FIELD_NUMBER: _ClassVar[int]
    VIOLATIONS_FIELD_NUMBER: _ClassVar[int]
    DATA_TEXT_FIELD_NUMBER: _ClassVar[int]
    dead_letter_id: str
    changes: _containers.RepeatedCompositeFieldContainer[_recipe_step_pb2.EventChange]
    would_pass: bool
    violations: _containers.RepeatedCompositeFieldContainer[_event_pb2.Violation]
    data_text: str
    def __init__(self, dead_letter_id: _Optional[str] = ..., changes: _Optional[_Iterable[_Union[_recipe_step_pb2.EventChange, _Mapping]]] = ..., would_pass: _Optional[bool] = ..., violations: _Optional[_Iterable[_Union[_event_pb2.Violation, _Mapping]]] = ..., data_text: _Optional[str] = ...) -> None: ...

class SuggestFixesRequest(_message.Message):
    __slots__ = ("group", "limit")
    GROUP_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    group: str
    limit: int
    def __init__(self, group: _Optional[str] = ..., limit: _Optional[int] = ...) -> None: ...

class SuggestFixesResponse(_message.Message):
    __slots__ = ("open", "examined", "pass_already", "event_fixes", "schema_fixes", "note")
    OPEN_FIELD_NUMBER: _ClassVar[int]
    EXAMINED_FIELD_NUMBER: _ClassVar[int]
    PASS_ALREADY_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIXES_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIXES_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    open: int
    examined: int
    pass_already: int
    event_fixes: _containers.RepeatedCompositeFieldContainer[EventFix]
    schema_fixes: _containers.RepeatedCompositeFieldContainer[SchemaFixSuggestion]
    note: str
    def __init__(self, open: _Optional[int] = ..., examined: _Optional[int] = ..., pass_already: _Optional[int] = ..., event_fixes: _Optional[_Iterable[_Union[EventFix, _Mapping]]] = ..., schema_fixes: _Optional[_Iterable[_Union[SchemaFixSuggestion, _Mapping]]] = ..., note: _Optional[str] = ...) -> None: ...

class EventFix(_message.Message):
    __slots__ = ("title", "steps", "mended", "still_fail", "alters_content", "sample")
    TITLE_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    MENDED_FIELD_NUMBER: _ClassVar[int]
    STILL_FAIL_FIELD_NUMBER: _ClassVar[int]
    ALTERS_CONTENT_FIELD_NUMBER: _ClassVar[int]
    SAMPLE_FIELD_NUMBER: _ClassVar[int]
    title: str
    steps: _containers.RepeatedCompositeFieldContainer[_recipe_step_pb2.RecipeStep]
    mended: int
    still_fail: int
    alters_content: bool
    sample: RecipeSample
    def __init__(self, title: _Optional[str] = ..., steps: _Optional[_Iterable[_Union[_recipe_step_pb2.RecipeStep, _Mapping]]] = ..., mended: _Optional[int] = ..., still_fail: _Optional[int] = ..., alters_content: _Optional[bool] = ..., sample: _Optional[_Union[RecipeSample, _Mapping]] = ...) -> None: ...

class SchemaFixSuggestion(_message.Message):
    __slots__ = ("title", "subject", "base_version", "schema", "diff", "registrable", "verdict", "semver", "findings", "refusal", "unlocked", "still_fail", "releasable_dead_letters", "examined_dead_letters")
    TITLE_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    BASE_VERSION_FIELD_NUMBER: _ClassVar[int]
    SCHEMA_FIELD_NUMBER: _ClassVar[int]
    DIFF_FIELD_NUMBER: _ClassVar[int]
    REGISTRABLE_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    SEMVER_FIELD_NUMBER: _ClassVar[int]
    FINDINGS_FIELD_NUMBER: _ClassVar[int]
    REFUSAL_FIELD_NUMBER: _ClassVar[int]
    UNLOCKED_FIELD_NUMBER: _ClassVar[int]
    STILL_FAIL_FIELD_NUMBER: _ClassVar[int]
    RELEASABLE_DEAD_LETTERS_FIELD_NUMBER: _ClassVar[int]
    EXAMINED_DEAD_LETTERS_FIELD_NUMBER: _ClassVar[int]
    title: str
    subject: str
    base_version: int
    schema: str
    diff: str
    registrable: bool
    verdict: _finding_pb2.Verdict
    semver: str
    findings: _containers.RepeatedCompositeFieldContainer[_finding_pb2.Finding]
    refusal: str
    unlocked: int
    still_fail: int
    releasable_dead_letters: int
    examined_dead_letters: int
    def __init__(self, title: _Optional[str] = ..., subject: _Optional[str] = ..., base_version: _Optional[int] = ..., schema: _Optional[str] = ..., diff: _Optional[str] = ..., registrable: _Optional[bool] = ..., verdict: _Optional[_Union[_finding_pb2.Verdict, str]] = ..., semver: _Optional[str] = ..., findings: _Optional[_Iterable[_Union[_finding_pb2.Finding, _Mapping]]] = ..., refusal: _Optional[str] = ..., unlocked: _Optional[int] = ..., still_fail: _Optional[int] = ..., releasable_dead_letters: _Optional[int] = ..., examined_dead_letters: _Optional[int] = ...) -> None: ...
