#include "forms/place_readings.h"

#include <algorithm>

#include "core/vietnamese.h"

namespace sohoa::forms {
namespace {

using std::string;
using std::string_view;

constexpr string_view reform = "2025-07-01";  // Decision 19/2025/QĐ-TTg, in force
constexpr int other_kind = 2;                 // costs as a letter does

// How far, in half letters, a name may be misread and still be meant: a mark in the shortest, a
// letter in short ones, one letter in six of longer.
int reach(const Spelling& name) {
  const auto letters = static_cast<int>(name.plain().size());
  return letters <= 3 ? 1 : std::clamp(letters / 3, 2, 6);
}

std::vector<AddressPart> without_country(std::vector<AddressPart> all) {
  static const Spelling country("Việt Nam");
  if (all.size() > 1 && all.back().whole.plain() == country.plain()) all.pop_back();
  return all;
}

std::vector<UnitIndex> all_of(std::size_t count) {
  std::vector<UnitIndex> result(count);
  for (std::size_t i = 0; i < count; ++i) result[i] = static_cast<UnitIndex>(i);
  return result;
}

}  // namespace

int Reading::total() const {
  return province_cost + district_cost + (communes.empty() ? 0 : communes.front().cost);
}

int Reading::levels() const {
  return (province_part != nullptr) + (district_part != nullptr) + (commune_part != nullptr);
}

bool Reading::own_district() const {
  return district == nullptr || province == nullptr || district->province == province->code;
}

bool Reading::old_province() const {
  return province != nullptr && province->into != province->code;
}

bool Reading::of_one_time() const {
  if (commune_part == nullptr && district_part == nullptr) return true;
  return era == Era::old ? own_district() : !old_province();
}

bool Reading::is_old() const {
  const bool below = commune_part != nullptr || district_part != nullptr;
  return below ? era == Era::old : old_province();
}

Readings::Readings(const PlaceTables& tables, string_view address, string_view date)
    : tables_(tables),
      text_(nfc(address)),
      parts_(without_country(address_parts(text_, tables.kinds))),
      unmarked_(is_unmarked(text_)),
      dated_(!date.empty()),
      before_reform_(!date.empty() && date < reform) {
  const auto found = provinces();
  for (const auto& [province, cost] : found) add_readings(province, cost, parts_.size() - 1);
  // What only resembles a province may be a commune spelled right: "Tân Ninh".
  if (!parts_.empty() && (found.empty() || found.front().second > 0))
    add_readings(nullptr, 0, parts_.size());
}

const Reading* Readings::best() const {
  const auto best =
      std::min_element(readings_.begin(), readings_.end(),
                       [this](const Reading& a, const Reading& b) { return better(a, b); });
  return best == readings_.end() ? nullptr : &*best;
}

bool Readings::better(const Reading& a, const Reading& b) const {
  if ((a.levels() > 0) != (b.levels() > 0)) return a.levels() > 0;
  if ((a.commune_part != nullptr) != (b.commune_part != nullptr)) return a.commune_part != nullptr;
  if (a.total() != b.total()) return a.total() < b.total();
  if (a.levels() != b.levels()) return a.levels() > b.levels();
  if (a.of_one_time() != b.of_one_time()) return a.of_one_time();
  return a.is_old() != b.is_old() && a.is_old() == before_reform_;
}

bool Readings::says(const AddressPart& part, unsigned levels) const {
  return part.kind != no_kind && (tables_.kinds[part.kind].levels & levels) != 0;
}

bool Readings::name_is(const AddressPart& part, const Unit& unit) const {
  if (part.kind != no_kind) return part.kind == unit.kind && !part.kind_misread;
  return cost(part, unit, reach(part.spelling)) <= reach(part.spelling);
}

// Whether a part may name a unit of this level: nothing says otherwise, or what does is misread.
bool Readings::may_be(const AddressPart& part, Level level) const {
  return part.kind == no_kind || part.kind_misread || says(part, level);
}

int Readings::distance(const Spelling& printed, const Spelling& name, int limit) const {
  if (printed == name || (unmarked_ && printed.plain() == name.plain())) return 0;
  return limit == 0 ? 1 : printed.distance(name, limit);
}

// More than `limit` and what a wrong kind adds to it: not this unit.
int Readings::cost(const AddressPart& part, const Unit& unit, int limit) const {
  int least = limit + other_kind + 2;
  if (part.kind == no_kind || part.kind_misread)
    if (const int c = distance(part.whole, unit.spelling, limit); c <= limit) least = c;
  if (least == 0 || part.kind == no_kind) return least;
  const int name = distance(part.spelling, unit.spelling, limit);
  if (name > limit) return least;
  return std::min(least, name + (part.kind == unit.kind ? 0 : other_kind) + misread_kind(part));
}

int Readings::misread_kind(const AddressPart& part) const {
  return part.kind_misread && !unmarked_ ? 1 : 0;
}

// The word for the kind may itself be misread: "phườrg An Đông".
int Readings::cost_with_kind(const AddressPart& part, const Unit& unit, int limit) const {
  return distance(part.whole, joined(tables_.kinds[unit.kind].spelling, unit.spelling), limit);
}

template <class Rows, class Indices>
Matches Readings::match(const AddressPart& part, const Rows& rows, const Indices& among,
                        int limit) const {
  Matches found;
  const auto look = [&](const auto& cost_of, int within) {
    for (const UnitIndex index : among) {
      const int c = cost_of(rows[index]);
      if (c <= within) found.push_back({index, c});
    }
  };
  look([&](const Unit& unit) { return cost(part, unit, 0); }, 0);
  if (!found.empty() || limit == 0) return found;
  look([&](const Unit& unit) { return cost(part, unit, limit); }, limit + other_kind + 1);
  if (found.empty() && part.kind == no_kind)
    look([&](const Unit& unit) { return cost_with_kind(part, unit, limit); }, limit);
  std::stable_sort(found.begin(), found.end(),
                   [](const Match& a, const Match& b) { return a.cost < b.cost; });
  return found;
}

const Alias* Readings::alias(const AddressPart& part, Level level) const {
  for (const Alias& a : tables_.aliases)
    if (a.level == level &&
        (distance(part.whole, a.name, 0) == 0 ||
         (part.kind != no_kind && says(part, level) && distance(part.spelling, a.name, 0) == 0)))
      return &a;
  return nullptr;
}

std::vector<std::pair<const Province*, int>> Readings::provinces() const {
  std::vector<std::pair<const Province*, int>> result;
  if (parts_.empty() || !may_be(parts_.back(), province_level)) return result;
  const AddressPart& part = parts_.back();
  const Matches found =
      match(part, tables_.provinces, all_of(tables_.provinces.size()), reach(part.spelling));
  if (found.empty() || found.front().cost > 0)
    if (const Alias* known = alias(part, province_level))
      for (const Province& province : tables_.provinces)
        if (province.code == known->code) return {{&province, misread_kind(part)}};
  for (const Match& m : found)
    if (m.cost == found.front().cost) result.emplace_back(&tables_.provinces[m.unit], m.cost);
  return result;
}

// A part that no word says to be a unit may be a street: only a slip makes it one.
int Readings::limit_of(const AddressPart& part) const {
  const int within = reach(part.spelling);
  return part.kind == no_kind ? std::min(within, 2) : within;
}

void Readings::add_readings(const Province* province, int cost, std::size_t before) {
  Reading base;
  base.province = province;
  base.province_part = province == nullptr ? nullptr : &parts_.back();
  base.province_cost = cost;
  if (before == 0) {
    readings_.push_back(base);
    return;
  }
  const AddressPart& last = parts_[before - 1];
  if (may_be(last, commune_level)) add_communes(base, last);
  if (may_be(last, district_level)) add_districts(base, before);
  const bool nothing = std::none_of(readings_.begin(), readings_.end(), [](const Reading& reading) {
    return reading.commune_part != nullptr || reading.district_part != nullptr;
  });
  if (nothing && province != nullptr && last.kind == no_kind && !unmarked_) add_tails(base, last);
  readings_.push_back(base);
}

void Readings::add_communes(const Reading& base, const AddressPart& part) {
  if (base.province == nullptr) {
    const auto everywhere = all_of(tables_.communes.size());
    add(base, part, match(part, tables_.communes, everywhere, nationwide(part)),
        Reading::Era::today);
    return;
  }
  const int limit = limit_of(part);
  const auto now = tables_.in(tables_.communes_of, base.province->into);
  add(base, part, match(part, tables_.communes, now, limit), Reading::Era::today);
  const auto then = tables_.in(tables_.old_communes_of, base.province->code);
  add(base, part, match(part, tables_.old_communes, then, limit), Reading::Era::old);
}

// Without a province only what is spelled right, or nearly and said to be a unit.
int Readings::nationwide(const AddressPart& part) const {
  return says(part, commune_level) ? std::min(reach(part.spelling), 2) : 0;
}

// A unit whose own word was misread, behind other words: "Ủy ban nhân dân yã Vĩnh Lộc".
void Readings::add_tails(const Reading& base, const AddressPart& part) {
  constexpr int slip = 2;
  for (std::size_t at = text_.find(' ', part.begin); at < part.end; at = text_.find(' ', at + 1)) {
    AddressPart tail = part;
    tail.begin = tail.name = at + 1;
    tail.whole = tail.spelling = Spelling(string_view(text_).substr(tail.begin, part.end - at - 1));
    if (tail.whole.plain().size() < 6) continue;
    Matches found;
    for (const UnitIndex index : tables_.in(tables_.communes_of, base.province->into))
      if (const int c = cost_with_kind(tail, tables_.communes[index], slip); c > 0 && c <= slip)
        found.push_back({index, c});
    if (found.empty()) continue;
    tails_.push_back(std::move(tail));
    return add(base, tails_.back(), std::move(found), Reading::Era::today);
  }
}

void Readings::add(Reading base, const AddressPart& part, Matches communes, Reading::Era era) {
  if (communes.empty()) return;
  base.commune_part = &part;
  base.communes = std::move(communes);
  base.era = era;
  readings_.push_back(std::move(base));
}

// Districts of the province, and of all that are one with it today.
std::vector<UnitIndex> Readings::districts_for(const Province* province) const {
  if (province == nullptr) return all_of(tables_.districts.size());
  std::vector<UnitIndex> result;
  for (const Province& other : tables_.provinces)
    if (other.into == province->into)
      for (const UnitIndex index : tables_.in(tables_.districts_of, other.code))
        if (std::find(result.begin(), result.end(), index) == result.end()) result.push_back(index);
  return result;
}

void Readings::add_districts(const Reading& base, std::size_t before) {
  const AddressPart& part = parts_[before - 1];
  const int limit = base.province == nullptr ? 0 : limit_of(part);
  Matches found = match(part, tables_.districts, districts_for(base.province), limit);
  if (found.empty() || found.front().cost > 0)
    if (const Alias* known = alias(part, district_level))
      for (UnitIndex i = 0; i < tables_.districts.size(); ++i)
        if (tables_.districts[i].code == known->code) found = {{i, misread_kind(part)}};
  for (const Match& m : found) {
    if (m.cost > found.front().cost) break;
    Reading reading = base;
    reading.era = Reading::Era::old;
    reading.district = &tables_.districts[m.unit];
    reading.district_part = &part;
    reading.district_cost = m.cost;
    if (before >= 2 && may_be(parts_[before - 2], commune_level)) {
      const AddressPart& commune = parts_[before - 2];
      add(reading, commune,
          match(commune, tables_.old_communes, tables_.communes_of_district[m.unit],
                limit_of(commune)),
          Reading::Era::old);
    }
    // A kindless part that happens to be a district's name too is no district by itself.
    if (says(part, district_level)) readings_.push_back(reading);
  }
}

}  // namespace sohoa::forms
