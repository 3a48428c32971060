// The tables of models/places/ in memory, as Places looks into them.
#pragma once
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "forms/address.h"
#include "forms/likeness.h"

namespace sohoa::forms {

using UnitIndex = std::uint32_t;

struct Unit {
  std::string code, name;
  std::size_t kind = no_kind;
  Spelling spelling;  // of the name
};

struct Province : Unit {
  std::string from, until;  // ISO dates; empty: not known, still
  std::string into;         // code of the province of today
};

struct Commune : Unit {
  std::string from, until, province;
};

struct District : Unit {
  std::string province;
  std::vector<UnitIndex> into;  // one without communes: communes of today
};

struct OldCommune : Unit {
  UnitIndex district = 0;
  std::vector<UnitIndex> into;  // communes of today: one for the whole, several for parts
};

struct Alias {
  Spelling name;
  unsigned level = 0;
  std::string code;
};

class PlaceTables {
 public:
  // Throws Error(data_missing) naming file and line.
  explicit PlaceTables(const std::filesystem::path& folder);

  std::vector<UnitKind> kinds;
  std::vector<Province> provinces;
  std::vector<Commune> communes;  // a unit that changed its kind has several rows
  std::vector<District> districts;
  std::vector<OldCommune> old_communes;
  std::vector<Alias> aliases;
  std::string valid_on;

  using Group = std::unordered_map<std::string, std::vector<UnitIndex>>;
  Group communes_of, districts_of, old_communes_of;  // by the province's code
  std::vector<std::vector<UnitIndex>> communes_of_district;

  std::span<const UnitIndex> in(const Group& group, const std::string& code) const;
  const Province* province_today(std::string_view code) const;  // null: none
  const OldCommune* old_commune(std::string_view code) const;
  std::string full_name(const Unit& unit) const;  // "Phường Bến Thành"

 private:
  void read_kinds(const std::filesystem::path& folder);
  void read_provinces(const std::filesystem::path& folder);
  void read_communes(const std::filesystem::path& folder);
  void read_districts(const std::filesystem::path& folder);
  void read_old_communes(const std::filesystem::path& folder);
  void read_aliases(const std::filesystem::path& folder);
};

}  // namespace sohoa::forms
