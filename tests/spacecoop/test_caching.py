import errno
import os
import uuid

from spacecoop.caching import MOST_BYTES, Cache, Files

LARGE = MOST_BYTES // 10


def a_cache():
    return Cache(uuid.uuid4().hex, {"OPTIONS": {"MAX_ENTRIES": 2000}})


def kept_in(cache):
    return sum(map(len, cache._cache.values()))


def test_the_cache_keeps_no_more_bytes_than_it_may():
    cache = a_cache()
    for number in range(50):
        cache.set(f"answer-{number}", bytes(LARGE + number))
        assert kept_in(cache) <= MOST_BYTES
    assert cache.weight == kept_in(cache) > MOST_BYTES / 2


def test_what_was_asked_for_last_stays():
    cache = a_cache()
    for number in range(9):
        cache.set(f"answer-{number}", bytes(LARGE))
    assert cache.get("answer-0")
    cache.set("more", bytes(2 * LARGE))
    assert cache.get("answer-0")
    assert cache.get("more")
    assert cache.get("answer-1") is None


def test_what_is_larger_than_all_is_not_kept():
    cache = a_cache()
    cache.set("small", b"a")
    cache.set("large", bytes(MOST_BYTES + 1))
    assert cache.get("large") is None
    assert cache.weight == kept_in(cache)


def test_what_is_replaced_and_deleted_weighs_nothing_any_more():
    cache = a_cache()
    for _ in range(50):
        cache.set("answer", bytes(LARGE))
    assert kept_in(cache) == cache.weight < 2 * LARGE
    cache.delete("answer")
    assert cache.weight == 0
    cache.set("answer", b"a")
    cache.clear()
    assert cache.weight == 0


def test_threads_weigh_what_they_share_together():
    cache = a_cache()
    other = Cache(cache.name, {"OPTIONS": {"MAX_ENTRIES": 2000}})
    cache.set("one", bytes(LARGE))
    other.set("another", bytes(LARGE))
    assert cache.weight == other.weight == kept_in(cache)


def test_files_that_were_damaged_or_find_no_room_are_as_none(tmp_path, monkeypatch):
    files = Files(tmp_path, {})
    files.set("export", b"a" * 1000)
    (written,) = tmp_path.iterdir()
    for size in (written.stat().st_size - 5, 20, 0):
        os.truncate(written, size)
        assert files.get("export") is None
        if size:
            assert files.get("export", "none") == "none"

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files, "_write_content", full)
    files.set("export", b"a")
    assert files.get("export") is None
    assert list(tmp_path.iterdir()) == []
