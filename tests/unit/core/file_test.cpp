#include "core/file.h"

#include <cctype>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/error.h"
#include "tests/support/cause_of.h"
#include "tests/support/temp_folder.h"

namespace sohoa {
namespace {

namespace fs = std::filesystem;

std::span<const std::byte> bytes(std::string_view text) { return std::as_bytes(std::span(text)); }

using sohoa::test::cause_of;

}  // namespace

TEST_CASE("sha-256: the vectors of FIPS 180-4 hold") {
  CHECK(sha256_of({}) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_of(bytes("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256_of(bytes("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(sha256_of(bytes(std::string(1'000'000, 'a'))) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("sha-256: pieces of any size give the hash of the whole, and it ends once") {
  const std::string text(100'003, 'x');
  Sha256 hash;
  std::string_view rest = text;
  for (std::size_t size = 0; !rest.empty(); ++size) {
    const auto piece = rest.substr(0, size);
    hash.add(bytes(piece));
    rest.remove_prefix(piece.size());
  }
  CHECK(hash.hex() == sha256_of(bytes(text)));
  CHECK(cause_of([&] { hash.hex(); }) == "bug");
  const test::TempFolder folder;
  write_durably(folder / "x", text);
  CHECK(sha256_of_file(folder / "x") == sha256_of(bytes(text)));
}

TEST_CASE("durable file: the name is there only after commit, with all that was written") {
  const test::TempFolder folder;
  {
    DurableFile file(folder / "a.json");
    file.write("one");
    file.write(bytes(" two"));
    CHECK_FALSE(fs::exists(folder / "a.json"));
    CHECK(fs::exists(folder / "a.json.part"));
    file.commit();
  }
  CHECK(read_file(folder / "a.json") == "one two");
  CHECK_FALSE(fs::exists(folder / "a.json.part"));
}

TEST_CASE("durable file: without commit the old file stays and the part goes") {
  const test::TempFolder folder;
  write_durably(folder / "a", "old");
  { DurableFile(folder / "a").write("new"); }
  CHECK(read_file(folder / "a") == "old");
  CHECK_FALSE(fs::exists(folder / "a.part"));
  write_durably(folder / "a", "new");
  CHECK(read_file(folder / "a") == "new");
}

TEST_CASE("durable file: a part left by a killed process does not show through") {
  const test::TempFolder folder;
  std::ofstream(folder / "a.part") << "a long leftover";
  write_durably(folder / "a", "new");
  CHECK(read_file(folder / "a") == "new");
}

TEST_CASE("durable file: a refusal names the path; a full device is told from an unusable one") {
  const test::TempFolder folder;
  CHECK(cause_of([&] { DurableFile(folder / "no/such/a"); }) == "storage_unusable");
  CHECK_THROWS_WITH_AS(DurableFile(folder / "no/such/a"), doctest::Contains("no/such/a"), Error);
  const Fd full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
  REQUIRE(full);
  CHECK(cause_of([&] { write_all(full.get(), bytes("x"), "full"); }) == "disk_full");
  CHECK(cause_of([&] { write_all(-1, bytes("x"), "none"); }) == "storage_unusable");
}

TEST_CASE("durable file: a name in the working folder needs no folder part") {
  const test::TempFolder folder;
  const auto before = fs::current_path();
  fs::current_path(folder.path());
  write_durably("plain", "x");
  fs::current_path(before);
  CHECK(read_file(folder / "plain") == "x");
}

TEST_CASE("file: reading holds to its limit and says what is missing") {
  const test::TempFolder folder;
  const std::string text(70'000, 'x');
  write_durably(folder / "a", text);
  CHECK(read_file(folder / "a", text.size()) == text);
  CHECK(cause_of([&] { read_file(folder / "a", text.size() - 1); }) == "page_too_large");
  CHECK(read_bytes(folder / "a", text.size()).size() == text.size());
  CHECK(cause_of([&] { read_file(folder / "b"); }) == "file_missing");
  CHECK(cause_of([&] { sha256_of_file(folder / "b"); }) == "file_missing");
  CHECK(cause_of([&] { read_file(folder.path()); }) == "file_missing");
  CHECK(cause_of([&] { read_bytes("/dev/zero", 1'000'000); }) == "file_missing");
}

TEST_CASE("file: a tree with files and folders can be synced, a missing one not") {
  const test::TempFolder folder;
  fs::create_directories(folder / "a/b");
  write_durably(folder / "a/b/c", "x");
  fs::create_symlink("nowhere", folder / "a/link");
  CHECK_NOTHROW(sync_tree(folder.path()));
  CHECK(cause_of([&] { sync_folder(folder / "none"); }) == "storage_unusable");
  CHECK(cause_of([&] { sync_tree(folder / "none"); }) == "storage_unusable");
}

TEST_CASE("sealed memory: holds the bytes and can neither change nor grow nor shrink") {
  const Fd fd = sealed_memory(bytes("pixels"), "test");
  const MappedFile map(fd);
  CHECK(std::string(reinterpret_cast<const char*>(map.bytes().data()), map.bytes().size()) ==
        "pixels");
  CHECK(::pwrite(fd.get(), "x", 1, 0) == -1);
  CHECK(::ftruncate(fd.get(), 3) == -1);
  CHECK(::ftruncate(fd.get(), 30) == -1);
  CHECK(::mmap(nullptr, 6, PROT_READ | PROT_WRITE, MAP_SHARED, fd.get(), 0) == MAP_FAILED);
}

TEST_CASE("mapped file: an empty file is empty, a moved one is with its taker") {
  const test::TempFolder folder;
  write_durably(folder / "empty", "");
  CHECK(MappedFile(folder / "empty").bytes().empty());
  write_durably(folder / "a", "abc");
  MappedFile first(folder / "a");
  const MappedFile second(std::move(first));
  CHECK(second.bytes().size() == 3);
  CHECK(cause_of([&] { MappedFile(folder / "none"); }) == "file_missing");
}

TEST_CASE("descriptor: moving hands it over and closes what was there") {
  Fd a(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  Fd b(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  const int first = a.get();
  const int second = b.get();
  a = std::move(b);
  CHECK(a.get() == second);
  CHECK(::fcntl(first, F_GETFD) == -1);
  const int released = a.release();
  CHECK_FALSE(a);
  CHECK(::fcntl(released, F_GETFD) != -1);
  { const Fd closes(released); }
  CHECK(::fcntl(released, F_GETFD) == -1);
}

TEST_CASE("safe name: letters, digits, dot, line and dash, no dot first, 1 to 100 (R31)") {
  for (const auto* name :
       {"a", "H01.2026-000123", "000.00.18.H26-260101-0001", "_x", "-x", "A..B", "con.txt."})
    CHECK_MESSAGE(is_safe_name(name), name);
  CHECK(is_safe_name(std::string(100, 'a')));
  CHECK_FALSE(is_safe_name(std::string(101, 'a')));
  CHECK_FALSE(is_safe_name(std::string_view("a\0b", 3)));
  for (const auto* name : {"", ".", "..", ".a", "a/b", "/a", "a\\b", "a b", "a\n", "a:b", "a*",
                           "hồ", "a\x7F", "\xFF", "~a", "a%2F", "$a", "a'b"})
    CHECK_FALSE_MESSAGE(is_safe_name(name), name);
  for (int c = 0; c < 256; ++c) {
    const std::string name{'a', static_cast<char>(c)};
    const bool plain = c < 128 && (std::isalnum(c) != 0 || c == '.' || c == '_' || c == '-');
    CHECK_MESSAGE(is_safe_name(name) == plain, c);
  }
}

}  // namespace sohoa
