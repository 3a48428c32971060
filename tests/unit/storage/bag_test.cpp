#include "storage/bag.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

#include "core/error.h"
#include "core/file.h"
#include "storage/manifest.h"
#include "tests/support/temp_folder.h"

namespace sohoa::storage {
namespace {

namespace fs = std::filesystem;

void put(const fs::path& file, std::string_view text) {
  fs::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

// A valid bag of three files.
struct SampleBag {
  sohoa::test::TempFolder root;
  fs::path folder = root / "bag";
  SampleBag() {
    put(folder / "data/dossier.json", "{}\n");
    put(folder / "data/pdf/001.pdf", "%PDF-1.7\n");
    put(folder / "data/alto/001-0001.xml", "<alto/>\n");
    write_bag(folder, {{"Bagging-Date", "2026-01-02"}});
  }
  std::string problem() const {
    const auto found = check_bag(folder);
    return found.empty() ? "" : found.front();
  }
  // Rewrites the payload manifest and makes the tag manifest fit it, as an attacker would.
  void forge_manifest(const std::string& text) const {
    put(folder / "manifest-sha256.txt", text);
    std::map<std::string, std::string> tags;
    for (const auto* name : {"bagit.txt", "bag-info.txt", "manifest-sha256.txt"})
      tags[name] = sha256_of_file(folder / name);
    put(folder / "tagmanifest-sha256.txt", manifest_text(tags));
  }
  std::string manifest() const { return read_file(folder / "manifest-sha256.txt"); }
};

}  // namespace

TEST_CASE("bag: what is written is valid and says what RFC 8493 asks for") {
  const SampleBag bag;
  CHECK(bag.problem() == "");
  CHECK(read_file(bag.folder / "bagit.txt") ==
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
  CHECK(read_file(bag.folder / "bag-info.txt") == "Bagging-Date: 2026-01-02\nPayload-Oxum: 20.3\n");
  CHECK(bag.manifest() ==
        sha256_of_file(bag.folder / "data/alto/001-0001.xml") + "  data/alto/001-0001.xml\n" +
            sha256_of_file(bag.folder / "data/dossier.json") + "  data/dossier.json\n" +
            sha256_of_file(bag.folder / "data/pdf/001.pdf") + "  data/pdf/001.pdf\n");
}

TEST_CASE("bag: a changed file is found, even if its size stays") {
  const SampleBag bag;
  put(bag.folder / "data/pdf/001.pdf", "%PDF-1.6\n");
  CHECK(bag.problem() == "data/pdf/001.pdf: changed: its SHA-256 is not the manifest's");
}

TEST_CASE("bag: a missing file is found") {
  const SampleBag bag;
  fs::remove(bag.folder / "data/pdf/001.pdf");
  CHECK(bag.problem() == "data/pdf/001.pdf: missing");
}

TEST_CASE("bag: an added file is found, as payload and as tag file") {
  const SampleBag bag;
  put(bag.folder / "data/pdf/002.pdf", "x");
  CHECK(bag.problem() == "data/pdf/002.pdf: added: not in manifest-sha256.txt");
  fs::remove(bag.folder / "data/pdf/002.pdf");
  put(bag.folder / "notes.txt", "x");
  CHECK(bag.problem() == "notes.txt: added: not in tagmanifest-sha256.txt");
}

TEST_CASE("bag: a changed tag file is found") {
  const SampleBag bag;
  put(bag.folder / "bag-info.txt", "Payload-Oxum: 20.3\nSohoa-State: complete\n");
  CHECK(bag.problem() == "bag-info.txt: changed: its SHA-256 is not the manifest's");
}

TEST_CASE("bag: without one of its tag files it is not valid") {
  for (const auto* name :
       {"bagit.txt", "bag-info.txt", "manifest-sha256.txt", "tagmanifest-sha256.txt"}) {
    const SampleBag bag;
    fs::remove(bag.folder / name);
    CHECK(bag.problem() == std::string(name) + ": missing");
  }
}

TEST_CASE("bag: a wrong Payload-Oxum is found") {
  const SampleBag bag;
  put(bag.folder / "bag-info.txt", "Payload-Oxum: 21.3\n");
  bag.forge_manifest(bag.manifest());
  CHECK(bag.problem() == "bag-info.txt: Payload-Oxum is not 20.3");
}

TEST_CASE("bag: another version or encoding is refused") {
  for (const auto* text : {"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n",
                           "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-16\n",
                           "\xEF\xBB\xBF"
                           "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"}) {
    const SampleBag bag;
    put(bag.folder / "bagit.txt", text);
    CHECK(bag.problem() == "bagit.txt: does not declare BagIt 1.0 in UTF-8");
  }
}

TEST_CASE("bag: manifest paths that leave the folder are never opened (R31)") {
  const SampleBag bag;
  put(bag.root / "outside", "secret");
  const auto hash = sha256_of_file(bag.root / "outside");
  for (const std::string path : {"data/../../outside", "../outside", "/etc/passwd", "data//x",
                                 "data/./dossier.json", "~/x", "data\\x", "data/"}) {
    bag.forge_manifest(bag.manifest() + hash + "  " + path + "\n");
    CHECK(bag.problem() ==
          "manifest-sha256.txt: line 4: path leaves the bag or is not plain: " + path);
    bag.forge_manifest(bag.manifest().substr(0, bag.manifest().rfind(hash)));
  }
}

TEST_CASE("bag: links are reported and not followed, as file and as folder") {
  const SampleBag bag;
  put(bag.root / "outside/x", "secret");
  fs::create_symlink(bag.root / "outside/x", bag.folder / "data/link");
  fs::create_directory_symlink(bag.root / "outside", bag.folder / "data/deep");
  bag.forge_manifest(bag.manifest() + sha256_of_file(bag.root / "outside/x") + "  data/link\n");
  const auto problems = check_bag(bag.folder);
  CHECK(std::ranges::count(problems, "data/link: a link or device, not a file") == 1);
  CHECK(std::ranges::count(problems, "data/deep: a link or device, not a file") == 1);
  CHECK(std::ranges::count(problems, "data/link: missing") == 1);
  CHECK_THROWS_AS(write_bag(bag.folder, {}), Error);
}

TEST_CASE("bag: a payload path in the tag manifest does not stand in for the manifest") {
  const SampleBag bag;
  const auto line = sha256_of_file(bag.folder / "data/pdf/001.pdf") + "  data/pdf/001.pdf\n";
  auto rest = bag.manifest();
  rest.erase(rest.find(line), line.size());
  bag.forge_manifest(rest);
  put(bag.folder / "tagmanifest-sha256.txt",
      read_file(bag.folder / "tagmanifest-sha256.txt") + line);
  const auto problems = check_bag(bag.folder);
  CHECK(std::ranges::count(problems, "data/pdf/001.pdf: added: not in manifest-sha256.txt") == 1);
}

TEST_CASE("bag: fetch.txt and other manifests are refused, as nothing checks them") {
  for (const auto* name : {"fetch.txt", "manifest-md5.txt"}) {
    const SampleBag bag;
    put(bag.folder / name, "x");
    const auto problems = check_bag(bag.folder);
    CHECK(std::ranges::count(problems, std::string(name) + ": is not supported") == 1);
  }
}

TEST_CASE("bag: names with line ends and percent signs survive; Vietnamese ones too") {
  const sohoa::test::TempFolder root;
  const auto folder = root / "bag";
  put(folder / "data/100%.txt", "a");
  put(folder / "data/a%0Ab.txt", "b");
  put(folder / "data/x\ny\r.txt", "c");
  put(folder / "data/Quyết định.txt", "d");
  write_bag(folder, {{"Contact-Name", "hai\r\ndòng"}});
  const auto manifest = read_file(folder / "manifest-sha256.txt");
  CHECK(manifest.find("data/100%25.txt\n") != std::string::npos);
  CHECK(manifest.find("data/a%250Ab.txt\n") != std::string::npos);
  CHECK(manifest.find("data/x%0Ay%0D.txt\n") != std::string::npos);
  CHECK(check_bag(folder).empty());
}

TEST_CASE("bag: the writer refuses names that are not NFC or not UTF-8") {
  for (const auto* name : {"data/e\xCC\x81.txt", "data/\xFF.txt"}) {
    const sohoa::test::TempFolder root;
    put(root / "bag" / name, "a");
    CHECK_THROWS_WITH_AS(write_bag(root / "bag", {}), doctest::Contains("NFC only"), Error);
  }
}

TEST_CASE("bag: something that is no folder is a problem, not an exception") {
  const sohoa::test::TempFolder root;
  CHECK(check_bag(root / "nothing").size() == 1);
  put(root / "file", "x");
  CHECK(check_bag(root / "file").size() == 1);
  fs::create_directory(root / "empty");
  CHECK(check_bag(root / "empty").size() == 3);
}

TEST_CASE("manifest: every line end, upper case and one space are read") {
  const std::string hash(64, 'a');
  const auto manifest = parse_manifest(std::string(64, 'A') + " data/a\r\n" + hash + "\tdata/b\r" +
                                       hash + "  data/c d\n" + hash + "  data/e");
  CHECK(manifest.problems.empty());
  CHECK(manifest.files ==
        std::map<std::string, std::string>{
            {"data/a", hash}, {"data/b", hash}, {"data/c d", hash}, {"data/e", hash}});
}

TEST_CASE("manifest: what is no checksum or is listed twice is a problem with its line") {
  const std::string hash(64, 'a');
  const auto manifest =
      parse_manifest(hash + "  data/a\n" + hash + "  data/a\nabc  data/b\n" + hash + "\n");
  CHECK(manifest.files.size() == 1);
  CHECK(manifest.problems == std::vector<std::string>{"line 2: listed twice: data/a",
                                                      "line 3: not a SHA-256 checksum and a path",
                                                      "line 4: not a SHA-256 checksum and a path"});
}

TEST_CASE("manifest: a name is printed without control characters and tricks of direction") {
  CHECK(printable("a\x1B[31m\n\xE2\x80\xAE"
                  "b\xFF") == "a%1B[31m%0A%202Eb\xEF\xBF\xBD");
}

}  // namespace sohoa::storage
