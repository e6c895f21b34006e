"""House styles are kept as revisions that never change; publishing one writes what portals may read of it."""

import datetime
import uuid

import pytest
import time_machine
from django.utils import timezone

from tenants.models import OperatorRecord
from tests.themes.styles import houses
from themes import contrast, queries
from themes.styles import making, operations
from themes.styles import queries as styles
from themes.styles.errors import ChangedMeanwhileError, RefusedStyleError
from themes.styles.models import Face, File, Revision, Style, Upload
from themes.styles.types import Draft, Naming, Origin
from themes.types import Format

pytestmark = [pytest.mark.django_db, pytest.mark.covers("C-024")]


def acts() -> list[str]:
    found = OperatorRecord.objects.filter(action__startswith="style.").order_by("pk")
    return list(found.values_list("action", flat=True))


def test_an_import_is_kept_with_its_upload_its_provenance_and_its_statement() -> None:
    revision = houses.begun(houses.draft())

    assert (revision.number, revision.format, revision.file) == (1, Format.STYLE_DICTIONARY, houses.DIRTY)
    assert bytes(Upload.objects.get(pk=revision.upload_id).content) == houses.draft().origin.content
    assert revision.statement["holder"] == "Gemeente Hamsterdam"
    read = making.provenance(revision.provenance)
    assert any(each.repaired for each in read)
    assert list(revision.values) == [each.slot for each in read]
    assert not contrast.check(styles.read(revision.values))


def test_of_what_is_kept_the_same_theme_can_be_made_again() -> None:
    revision = houses.begun(houses.draft(**{"header-bg": "#0a3d62"}))

    again = making.take(styles.origin(Revision.objects.get(pk=revision.pk))).theme

    assert again is not None
    assert again.stylesheet.url == revision.look["stylesheet"]
    assert File.objects.filter(name=again.stylesheet.name).exists()


def test_what_is_not_published_nobody_can_choose() -> None:
    revision = houses.begun()
    key = styles.key_of(revision.style, 1)

    assert key not in {theme.key for theme in queries.themes()}
    assert not Face.objects.filter(key=key).exists()
    with pytest.raises(queries.UnknownThemeError):
        queries.get(key)
    assert queries.look(key) == queries.look(queries.DEFAULT)


def test_what_is_published_can_be_chosen_and_kept_when_a_newer_one_is() -> None:
    first = houses.begun()
    old = styles.key_of(first.style, 1)
    operations.publish(first.style_id, 1, by=houses.NOOR)
    houses.revised(first, houses.drafted(**{"header-bg": "#123456"}))
    operations.publish(first.style_id, 2, by=houses.NOOR)
    new = styles.key_of(first.style, 2)

    assert [theme.key for theme in queries.themes() if theme.name == first.style.name] == [new]
    assert set(queries.owners()) >= {old, new}
    assert queries.is_readable(old)
    assert queries.look(old).stylesheet != queries.look(new).stylesheet


def test_an_older_revision_is_published_again() -> None:
    first = houses.begun()
    houses.revised(first, houses.drafted(**{"header-bg": "#123456"}))
    for number in (1, 2, 1):
        operations.publish(first.style_id, number, by=houses.NOOR, why="terug")

    current = Style.objects.get(pk=first.style_id).current
    assert current is not None
    assert current.number == 1
    assert acts() == ["style.added", "style.revised", "style.published", "style.published", "style.published"]


def test_what_is_asked_twice_is_done_once() -> None:
    identity, naming = uuid.uuid4(), Naming(f"Dubbel {uuid.uuid4().hex[:8]}")
    one, two = (
        operations.begin(naming, houses.drafted(), identity=identity, by=houses.NOOR) for _ in range(2)
    )
    again = [houses.revised(one, houses.drafted(), identity=one.pk) for _ in range(2)]
    for _ in range(2):
        operations.publish(one.style_id, 1, by=houses.NOOR)

    assert {each.pk for each in (one, two, *again)} == {identity}
    assert acts() == ["style.added", "style.published"]


def test_who_went_on_from_an_older_revision_is_told_so() -> None:
    first = houses.begun()
    houses.revised(first, houses.drafted())

    with pytest.raises(ChangedMeanwhileError) as told:
        houses.revised(first, houses.drafted(**{"header-bg": "#123456"}))

    assert told.value.newest == 2


def test_a_house_style_is_of_one_municipality_or_of_everybody() -> None:
    own, other = uuid.uuid4(), uuid.uuid4()
    key = houses.published(owner=own)

    assert key in {theme.key for theme in queries.themes(own)}
    assert key not in {theme.key for theme in queries.themes(other)}
    assert key not in {theme.key for theme in queries.themes()}
    assert queries.owners()[key] == own


def test_an_archived_house_style_is_kept_by_who_has_it_and_chosen_by_nobody() -> None:
    key = houses.published()
    style = Style.objects.get(slug=key.partition("--")[0])
    operations.archive(style.pk, archived=True, by=houses.NOOR)

    assert key not in {theme.key for theme in queries.themes()}
    assert queries.get(key).name == style.name
    with pytest.raises(RefusedStyleError):
        operations.publish(style.pk, 1, by=houses.NOOR)
    operations.archive(style.pk, archived=False, by=houses.NOOR)
    assert key in {theme.key for theme in queries.themes()}


@pytest.mark.attack("W06")
def test_what_gives_no_theme_is_not_kept() -> None:
    origin = Origin(content=b"{", file="kapot.json")
    broken = Draft(origin, making.take(origin), statement=houses.stated())

    with pytest.raises(RefusedStyleError) as told:
        houses.begun(broken)

    assert set(told.value.reasons) == {"file"}
    assert not Upload.objects.exists()


@pytest.mark.parametrize("name", ["", "Zonnedam", "x" * 101])
def test_a_name_that_is_missing_taken_or_too_long_is_refused(name: str) -> None:
    with pytest.raises(RefusedStyleError) as told:
        operations.begin(Naming(name), houses.drafted(), identity=uuid.uuid4(), by=houses.NOOR)

    assert set(told.value.reasons) == {"name"}


def test_an_upload_needs_a_statement_and_two_colours_do_not() -> None:
    made = houses.draft()

    with pytest.raises(RefusedStyleError) as told:
        houses.begun(Draft(made.origin, made.taken))

    assert set(told.value.reasons) == {"statement"}
    assert houses.begun(houses.drafted()).statement == {}


@pytest.mark.attack("W04")
def test_a_logo_gives_icons_and_stays_when_colours_change() -> None:
    first = houses.begun(houses.drafted(logo=houses.LOGO))
    second = houses.revised(first, houses.drafted(**{"header-bg": "#123456"}))

    assert second.look["logo"] == first.look["logo"] != ""
    assert {second.look["icon"][-4:], second.look["touch_icon"][-4:]} == {".ico", ".png"}
    assert second.logo_statement == first.logo_statement
    names = [first.look[part].rpartition("/")[2] for part in ("logo", "icon", "touch_icon")]
    assert File.objects.filter(name__in=names).count() == 3


def test_two_names_alike_get_keys_of_their_own() -> None:
    name = f"Gelijk {uuid.uuid4().hex[:8]}"
    one, two = (
        operations.begin(Naming(each), houses.drafted(), identity=uuid.uuid4(), by=houses.NOOR)
        for each in (name, f"{name}!")
    )

    assert one.style.slug != two.style.slug
    assert two.style.slug.startswith(one.style.slug)


@pytest.mark.attack("W06")
def test_an_upload_that_nothing_was_made_of_goes_with_the_next_one_once_it_is_old() -> None:
    used = houses.begun(houses.draft())
    unused = operations.keep(b"niets van gemaakt")
    assert styles.upload(unused) == b"niets van gemaakt"

    with time_machine.travel(timezone.now() + operations.UNUSED_FOR + datetime.timedelta(seconds=1)):
        fresh = operations.keep(b"net binnen")

    assert styles.upload(unused) == b""
    assert styles.upload(fresh) == b"net binnen"
    assert styles.origin(used).content


@pytest.mark.attack("W06")
def test_an_upload_that_is_kept_once_more_stays_as_long_again() -> None:
    operations.keep(b"twee keer")
    with time_machine.travel(timezone.now() + operations.UNUSED_FOR - datetime.timedelta(days=1)):
        again = operations.keep(b"twee keer")
    with time_machine.travel(timezone.now() + operations.UNUSED_FOR + datetime.timedelta(days=1)):
        operations.keep(b"een ander")

    assert styles.upload(again) == b"twee keer"
