// The paper tray of the virtual scanner: a folder of images, or a feed.txt that scripts what
// happens to each sheet (README.md). Where the feeder has come to persists in .position, as paper
// does.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace vscan {

struct Sheet {
  std::filesystem::path front, back;          // back empty: a blank side
  std::map<std::string, std::string> script;  // key=value of feed.txt; a bare key has the value "1"
  bool has(const std::string& key) const { return script.contains(key); }
  std::string text(const std::string& key, const std::string& otherwise = "") const;
  double number(const std::string& key, double otherwise) const;
};

class Tray {
 public:
  explicit Tray(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::vector<Sheet> sheets() const;
  // The next sheet to be fed, and whether its one-shot start fault was had already.
  struct Position {
    std::size_t sheet = 0;
    bool fault_had = false;
  };
  Position position() const;
  void set_position(const Position& position) const;

 private:
  std::filesystem::path folder_;
};

// Text lines without comments and blank ones; empty if the file cannot be read.
std::vector<std::string> read_lines(const std::filesystem::path& file);
std::vector<std::string> words(const std::string& line);

}  // namespace vscan
