// Where an address is: the administrative units of models/places/, those since July 2025 and those
// before (Decision 19/2025/QĐ-TTg), and which became which. Never one answer where there are
// several.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sohoa::forms {

// A commune, ward or special zone of today.
struct Place {
  std::string code;      // "26740"
  std::string name;      // "Phường Bến Thành"
  std::string province;  // "Thành phố Hồ Chí Minh"
  bool operator==(const Place&) const = default;
};

struct Address {
  // As printed. What no word says to be a unit and no table knows is street.
  std::string street, commune, district, province;

  enum class Status : std::uint8_t {
    current,  // units since July 2025
    old,      // units of before
    mixed,    // units of both: a new ward in an old province
    unlike,   // not a unit as it is spelled; `nearest` are
    unknown   // nothing, or nothing of today's or of June 2025's units
  };
  Status status = Status::unknown;
  bool names_units = false;  // some part says by its word that it is a unit: "phường …"

  std::vector<Place> candidates;     // of today, by code; of `unlike` those of the nearest
  bool split = false;                // more than one unit of today is meant by the same words
  std::vector<std::string> nearest;  // the address with its units spelled as they are, best first
};

// Immutable: shared between threads.
class Places {
 public:
  // Throws Error(data_missing) naming file and line.
  explicit Places(const std::filesystem::path& folder);
  Places(Places&&) noexcept;
  ~Places();

  const std::string& valid_on() const noexcept;  // ISO date of the tables

  // Reads "12 Lê Lợi, P.5, Q.3, TP.HCM" from its end. Case, tone placement, shortenings and missing
  // levels do not matter, nor marks on a paper that has none; a letter or mark that differs makes
  // it `unlike`. `date` is that of the paper (ISO; empty: not known): before July 2025 the same
  // words are looked for among the units of then first. Longer than 1,000 bytes: unknown.
  Address resolve(std::string_view address, std::string_view date = {}) const;

  // What became of a commune of before July 2025, by its code; empty if there was none.
  std::vector<Place> became(std::string_view old_code) const;
  std::vector<std::string> old_codes() const;

  // Whether a number of Decree 137/2015 can begin so: "079" by a province of any time. Countries
  // (from 100 up) are not listed and all pass.
  bool is_registration_code(std::string_view three_digits) const;

 private:
  struct Resolver;
  std::unique_ptr<const class PlaceTables> tables_;
};

}  // namespace sohoa::forms
