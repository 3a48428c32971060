#include "forms/places_tables.h"

#include <algorithm>
#include <utility>

#include "forms/tsv.h"

namespace sohoa::forms {
namespace {

namespace fs = std::filesystem;
using std::string;
using std::string_view;

void read(const fs::path& folder, const char* name, std::size_t least, std::size_t most,
          const std::function<void(const Row&)>& use) {
  const string text = table_text(folder / name);
  read_rows(text, name, least, most, use);
}

bool is_code(string_view text, std::size_t digits) {
  return text.size() == digits &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

string code_cell(const Row& row, std::size_t column, std::size_t digits) {
  if (!is_code(row.cells[column], digits))
    row.fail("a code of " + std::to_string(digits) + " digits");
  return string(row.cells[column]);
}

// YYYY-MM-DD or nothing.
string date_cell(const Row& row, std::size_t column) {
  const string_view cell = row.cells[column];
  const bool good = cell.empty() ||
                    (cell.size() == 10 && is_code(cell.substr(0, 4), 4) && cell[4] == '-' &&
                     is_code(cell.substr(5, 2), 2) && cell[7] == '-' && is_code(cell.substr(8), 2));
  if (!good) row.fail("a date YYYY-MM-DD or nothing");
  return string(cell);
}

std::vector<string_view> words(string_view cell) {
  std::vector<string_view> result;
  while (!cell.empty()) {
    const std::size_t end = std::min(cell.find(' '), cell.size());
    if (end > 0) result.push_back(cell.substr(0, end));
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return result;
}

// Columns code, kind, name.
template <class Kinds>
void read_unit(const Row& row, std::size_t digits, const Kinds& kinds, Unit& unit) {
  unit.code = code_cell(row, 0, digits);
  const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                 [&](const UnitKind& k) { return k.name == row.cells[1]; });
  if (kind == kinds.end()) row.fail("a kind of kinds.tsv");
  unit.kind = static_cast<std::size_t>(kind - kinds.begin());
  unit.name = row.cells[2];
  unit.spelling = Spelling(unit.name);
  if (unit.spelling.empty()) row.fail("a name");
}

template <class Rows>
auto with_code(const Rows& rows, string_view code) {
  return std::find_if(rows.begin(), rows.end(),
                      [&](const Unit& unit) { return unit.code == code; });
}

}  // namespace

PlaceTables::PlaceTables(const fs::path& folder) {
  read_kinds(folder);
  read_provinces(folder);
  read_communes(folder);
  read_districts(folder);
  read_old_communes(folder);
  read_aliases(folder);
}

void PlaceTables::read_kinds(const fs::path& folder) {
  read(folder, "kinds.tsv", 2, 8, [&](const Row& row) {
    UnitKind kind;
    kind.name = row.cells[0];
    kind.spelling = Spelling(kind.name);
    for (const string_view word : words(kind.name)) kind.words.emplace_back(word);
    if (kind.words.empty() || kind.spelling.empty()) row.fail("a kind of unit");
    for (const string_view level : words(row.cells[1])) {
      if (level == "province")
        kind.levels |= province_level;
      else if (level == "district")
        kind.levels |= district_level;
      else if (level == "commune")
        kind.levels |= commune_level;
      else
        row.fail("province, district or commune");
    }
    for (std::size_t i = 2; i < row.cells.size(); ++i) {
      kind.shortened.emplace_back(row.cells[i]);
      if (kind.shortened.back().empty()) row.fail("a shortening");
    }
    kinds.push_back(std::move(kind));
  });
  if (kinds.empty()) throw Error(Cause::data_missing, "kinds.tsv: at least one kind was expected");
  read(folder, "not_units.tsv", 2, 2, [&](const Row& row) {
    const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                   [&](const UnitKind& k) { return k.name == row.cells[0]; });
    if (kind == kinds.end()) row.fail("a kind of kinds.tsv");
    kind->not_before.emplace_back(row.cells[1]);
    if (kind->not_before.back().empty()) row.fail("a word");
  });
}

void PlaceTables::read_provinces(const fs::path& folder) {
  constexpr string_view mark = "# valid on ";
  const string text = table_text(folder / "provinces.tsv");
  if (const std::size_t at = text.find(mark); at != string::npos)
    valid_on = text.substr(at + mark.size(), 10);
  read_rows(text, "provinces.tsv", 6, 6, [&](const Row& row) {
    Province province;
    read_unit(row, 2, kinds, province);
    province.from = date_cell(row, 3);
    province.until = date_cell(row, 4);
    province.into = code_cell(row, 5, 2);
    provinces.push_back(std::move(province));
  });
  for (const Province& province : provinces)
    if (province_today(province.into) == nullptr)
      throw Error(Cause::data_missing,
                  "provinces.tsv: " + province.into + " is no province of today");
}

void PlaceTables::read_communes(const fs::path& folder) {
  communes.reserve(4000);
  read(folder, "communes.tsv", 6, 6, [&](const Row& row) {
    Commune commune;
    read_unit(row, 5, kinds, commune);
    commune.province = code_cell(row, 3, 2);
    if (province_today(commune.province) == nullptr) row.fail("a province of today");
    commune.from = date_cell(row, 4);
    commune.until = date_cell(row, 5);
    if (!communes.empty() && commune.code < communes.back().code) row.fail("codes in order");
    communes_of[commune.province].push_back(static_cast<UnitIndex>(communes.size()));
    communes.push_back(std::move(commune));
  });
}

namespace {

// Communes of today, named by their codes.
std::vector<UnitIndex> targets(const Row& row, std::size_t column,
                               const std::vector<Commune>& communes) {
  std::vector<UnitIndex> result;
  for (const string_view code : words(row.cells[column])) {
    auto at = std::lower_bound(communes.begin(), communes.end(), code,
                               [](const Commune& c, string_view key) { return c.code < key; });
    while (at != communes.end() && at->code == code && !at->until.empty()) ++at;
    if (at == communes.end() || at->code != code) row.fail("codes of communes in force");
    result.push_back(static_cast<UnitIndex>(at - communes.begin()));
  }
  return result;
}

}  // namespace

void PlaceTables::read_districts(const fs::path& folder) {
  read(folder, "old_districts.tsv", 5, 5, [&](const Row& row) {
    District district;
    read_unit(row, 3, kinds, district);
    district.province = code_cell(row, 3, 2);
    if (with_code(provinces, district.province) == provinces.end()) row.fail("a province");
    district.into = targets(row, 4, communes);
    if (!districts.empty() && !(districts.back().code < district.code)) row.fail("codes in order");
    districts_of[district.province].push_back(static_cast<UnitIndex>(districts.size()));
    districts.push_back(std::move(district));
  });
}

void PlaceTables::read_old_communes(const fs::path& folder) {
  old_communes.reserve(11'000);
  communes_of_district.resize(districts.size());
  read(folder, "old_communes.tsv", 5, 5, [&](const Row& row) {
    OldCommune commune;
    read_unit(row, 5, kinds, commune);
    const string_view district = row.cells[3];
    const auto at =
        std::lower_bound(districts.begin(), districts.end(), district,
                         [](const District& d, string_view key) { return d.code < key; });
    if (at == districts.end() || at->code != district) row.fail("a district's code");
    commune.district = static_cast<UnitIndex>(at - districts.begin());
    commune.into = targets(row, 4, communes);
    if (commune.into.empty()) row.fail("codes of communes in force");
    if (!old_communes.empty() && !(old_communes.back().code < commune.code))
      row.fail("codes in order");
    const auto index = static_cast<UnitIndex>(old_communes.size());
    old_communes_of[at->province].push_back(index);
    communes_of_district[commune.district].push_back(index);
    old_communes.push_back(std::move(commune));
  });
}

void PlaceTables::read_aliases(const fs::path& folder) {
  read(folder, "aliases.tsv", 3, 3, [&](const Row& row) {
    Alias alias{Spelling(row.cells[0]), 0, string(row.cells[2])};
    if (alias.name.empty()) row.fail("a name");
    if (row.cells[1] == "province" && with_code(provinces, alias.code) != provinces.end())
      alias.level = province_level;
    else if (row.cells[1] == "district" && with_code(districts, alias.code) != districts.end())
      alias.level = district_level;
    else
      row.fail("province or district and its code");
    aliases.push_back(std::move(alias));
  });
}

std::span<const UnitIndex> PlaceTables::in(const Group& group, const string& code) const {
  const auto at = group.find(code);
  if (at == group.end()) return {};
  return at->second;
}

const Province* PlaceTables::province_today(string_view code) const {
  const auto at = std::find_if(provinces.begin(), provinces.end(), [&](const Province& province) {
    return province.code == code && province.until.empty();
  });
  return at == provinces.end() ? nullptr : &*at;
}

const OldCommune* PlaceTables::old_commune(string_view code) const {
  const auto at =
      std::lower_bound(old_communes.begin(), old_communes.end(), code,
                       [](const OldCommune& c, string_view key) { return c.code < key; });
  return at == old_communes.end() || at->code != code ? nullptr : &*at;
}

string PlaceTables::full_name(const Unit& unit) const {
  return kinds[unit.kind].name + " " + unit.name;
}

}  // namespace sohoa::forms
