#include "forms/places.h"

#include <algorithm>
#include <span>
#include <utility>

#include "core/vietnamese.h"
#include "forms/places_tables.h"

namespace sohoa::forms {
namespace {

using std::string;
using std::string_view;

constexpr string_view reform = "2025-07-01";  // Decision 19/2025/QĐ-TTg, in force
constexpr int other_kind = 2;                 // costs as a letter does
constexpr std::size_t most_nearest = 3;

// How far, in half letters, a name may be misread and still be meant: a mark in the shortest, a
// letter in short ones, one letter in six of longer.
int reach(const Spelling& name) {
  const auto letters = static_cast<int>(name.plain().size());
  return letters <= 3 ? 1 : std::clamp(letters / 3, 2, 6);
}

struct Match {
  UnitIndex unit = 0;
  int cost = 0;  // half letters; 0: as it is spelled
};
using Matches = std::vector<Match>;  // by cost

// One way to understand the address: which part is which unit.
struct Reading {
  enum class Era : std::uint8_t { today, old } era = Era::today;
  const Province* province = nullptr;
  const AddressPart *province_part = nullptr, *district_part = nullptr, *commune_part = nullptr;
  const District* district = nullptr;
  int province_cost = 0, district_cost = 0;
  Matches communes = {};  // of the era's table

  int total() const {
    return province_cost + district_cost + (communes.empty() ? 0 : communes.front().cost);
  }
  int levels() const {
    return (province_part != nullptr) + (district_part != nullptr) + (commune_part != nullptr);
  }
};

}  // namespace

struct Places::Resolver {
  const PlaceTables& tables;
  const string text;  // NFC
  const std::vector<AddressPart> parts;
  const bool unmarked;
  const bool before_reform;
  std::vector<Reading> readings = {};

  Resolver(const PlaceTables& t, string_view address, string_view date)
      : tables(t),
        text(nfc(address)),
        parts(without_country(address_parts(text, t.kinds))),
        unmarked(is_unmarked(text)),
        before_reform(!date.empty() && date < reform) {}

  static std::vector<AddressPart> without_country(std::vector<AddressPart> all) {
    static const Spelling country("Việt Nam");
    if (all.size() > 1 && all.back().whole.plain() == country.plain()) all.pop_back();
    return all;
  }

  // --- one part against one unit ---

  unsigned levels(const AddressPart& part) const {
    return part.kind == no_kind ? 0U : tables.kinds[part.kind].levels;
  }
  // Whether a part may name a unit of this level: nothing says otherwise, or what does is misread.
  bool may_be(const AddressPart& part, Level level) const {
    return part.kind == no_kind || part.kind_misread || (levels(part) & level) != 0;
  }
  bool says(const AddressPart& part, unsigned level) const { return (levels(part) & level) != 0; }

  int distance(const Spelling& printed, const Spelling& name, int limit) const {
    if (printed == name || (unmarked && printed.plain() == name.plain())) return 0;
    return limit == 0 ? 1 : printed.distance(name, limit);
  }

  // More than `limit` and what a wrong kind adds to it: not this unit.
  int cost(const AddressPart& part, const Unit& unit, int limit) const {
    int least = limit + other_kind + 2;
    if (part.kind == no_kind || part.kind_misread)
      if (const int c = distance(part.whole, unit.spelling, limit); c <= limit) least = c;
    if (least == 0 || part.kind == no_kind) return least;
    const int name = distance(part.spelling, unit.spelling, limit);
    if (name > limit) return least;
    return std::min(least, name + (part.kind == unit.kind ? 0 : other_kind) +
                               (part.kind_misread && !unmarked ? 1 : 0));
  }

  // The word for the kind may itself be misread: "phườrg An Đông".
  int cost_with_kind(const AddressPart& part, const Unit& unit, int limit) const {
    return distance(part.whole, joined(tables.kinds[unit.kind].spelling, unit.spelling), limit);
  }

  template <class Rows, class Indices>
  Matches match(const AddressPart& part, const Rows& rows, const Indices& among, int limit) const {
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

  static std::vector<UnitIndex> all(std::size_t count) {
    std::vector<UnitIndex> result(count);
    for (std::size_t i = 0; i < count; ++i) result[i] = static_cast<UnitIndex>(i);
    return result;
  }

  const Alias* alias(const AddressPart& part, Level level) const {
    for (const Alias& a : tables.aliases)
      if (a.level == level &&
          (distance(part.whole, a.name, 0) == 0 ||
           (part.kind != no_kind && says(part, level) && distance(part.spelling, a.name, 0) == 0)))
        return &a;
    return nullptr;
  }

  // --- readings ---

  std::vector<std::pair<const Province*, int>> provinces() const {
    std::vector<std::pair<const Province*, int>> result;
    if (parts.empty() || !may_be(parts.back(), province_level)) return result;
    const AddressPart& part = parts.back();
    const Matches found =
        match(part, tables.provinces, all(tables.provinces.size()), reach(part.spelling));
    if (found.empty() || found.front().cost > 0)
      if (const Alias* known = alias(part, province_level))
        for (const Province& province : tables.provinces)
          if (province.code == known->code) return {{&province, 0}};
    for (const Match& m : found)
      if (m.cost == found.front().cost) result.emplace_back(&tables.provinces[m.unit], m.cost);
    return result;
  }

  Matches communes_today(const AddressPart& part, const string& province) const {
    return match(part, tables.communes, tables.in(tables.communes_of, province), limit_of(part));
  }

  // A part that no word says to be a unit may be a street: only a slip makes it one.
  int limit_of(const AddressPart& part) const {
    const int within = reach(part.spelling);
    return part.kind == no_kind ? std::min(within, 2) : within;
  }

  void add_readings(const Province* province, int cost, std::size_t before) {
    Reading base;
    base.province = province;
    base.province_part = province == nullptr ? nullptr : &parts.back();
    base.province_cost = cost;
    if (before == 0) {
      readings.push_back(base);
      return;
    }
    const AddressPart& last = parts[before - 1];
    if (province != nullptr) {
      if (may_be(last, commune_level)) {
        add(base, last, communes_today(last, province->into), Reading::Era::today);
        add(base, last,
            match(last, tables.old_communes, tables.in(tables.old_communes_of, province->code),
                  limit_of(last)),
            Reading::Era::old);
      }
    } else if (may_be(last, commune_level)) {
      add(base, last, match(last, tables.communes, all(tables.communes.size()), nationwide(last)),
          Reading::Era::today);
    }
    if (may_be(last, district_level)) add_districts(base, before);
    readings.push_back(base);
  }

  // Without a province only what is spelled right, or nearly and said to be a unit.
  int nationwide(const AddressPart& part) const {
    return says(part, commune_level) ? std::min(reach(part.spelling), 2) : 0;
  }

  void add(Reading base, const AddressPart& part, Matches communes, Reading::Era era) {
    if (communes.empty()) return;
    base.commune_part = &part;
    base.communes = std::move(communes);
    base.era = era;
    readings.push_back(std::move(base));
  }

  // Districts of the province, and of all that are one with it today.
  std::vector<UnitIndex> districts_for(const Province* province) const {
    if (province == nullptr) return all(tables.districts.size());
    std::vector<UnitIndex> result;
    for (const Province& other : tables.provinces)
      if (other.into == province->into)
        for (const UnitIndex index : tables.in(tables.districts_of, other.code))
          if (std::find(result.begin(), result.end(), index) == result.end())
            result.push_back(index);
    return result;
  }

  void add_districts(const Reading& base, std::size_t before) {
    const AddressPart& part = parts[before - 1];
    const int limit = base.province == nullptr ? 0 : limit_of(part);
    Matches found = match(part, tables.districts, districts_for(base.province), limit);
    if (found.empty() || found.front().cost > 0)
      if (const Alias* known = alias(part, district_level))
        for (UnitIndex i = 0; i < tables.districts.size(); ++i)
          if (tables.districts[i].code == known->code) found = {{i, 0}};
    for (const Match& m : found) {
      if (m.cost > found.front().cost) break;
      Reading reading = base;
      reading.era = Reading::Era::old;
      reading.district = &tables.districts[m.unit];
      reading.district_part = &part;
      reading.district_cost = m.cost;
      if (before >= 2 && may_be(parts[before - 2], commune_level)) {
        const AddressPart& commune = parts[before - 2];
        add(reading, commune,
            match(commune, tables.old_communes, tables.communes_of_district[m.unit],
                  limit_of(commune)),
            Reading::Era::old);
      }
      // A kindless part that happens to be a district's name too is no district by itself.
      if (says(part, district_level)) readings.push_back(reading);
    }
  }

  // --- the answer ---

  bool better(const Reading& a, const Reading& b) const {
    if ((a.commune_part != nullptr) != (b.commune_part != nullptr))
      return a.commune_part != nullptr;
    if (a.total() != b.total()) return a.total() < b.total();
    if (a.levels() != b.levels()) return a.levels() > b.levels();
    if (of_one_time(a) != of_one_time(b)) return of_one_time(a);
    return is_old(a) != is_old(b) && is_old(a) == before_reform;
  }

  static bool own_district(const Reading& reading) {
    return reading.district == nullptr || reading.province == nullptr ||
           reading.district->province == reading.province->code;
  }
  // A province that is another's part today.
  static bool old_province(const Reading& reading) {
    return reading.province != nullptr && reading.province->into != reading.province->code;
  }
  // No unit of before with one of today, no district with a province that it was not of.
  static bool of_one_time(const Reading& reading) {
    if (reading.commune_part == nullptr && reading.district_part == nullptr) return true;
    return reading.era == Reading::Era::old ? own_district(reading) : !old_province(reading);
  }

  string_view view(const AddressPart* part) const {
    return part == nullptr ? string_view()
                           : string_view(text).substr(part->begin, part->end - part->begin);
  }

  Place place(UnitIndex index) const {
    const Commune& commune = tables.communes[index];
    // Of several rows of one unit the one in force speaks.
    const Commune* today = &commune;
    for (UnitIndex i = index; i < tables.communes.size() && tables.communes[i].code == commune.code;
         ++i)
      if (tables.communes[i].until.empty()) today = &tables.communes[i];
    for (UnitIndex i = index; i-- > 0 && tables.communes[i].code == commune.code;)
      if (tables.communes[i].until.empty()) today = &tables.communes[i];
    return {today->code, tables.full_name(*today),
            tables.full_name(*tables.province_today(today->province))};
  }

  void add_candidates(const Reading& reading, Address& answer) const {
    const auto put = [&](UnitIndex index) {
      Place one = place(index);
      if (std::find(answer.candidates.begin(), answer.candidates.end(), one) ==
          answer.candidates.end())
        answer.candidates.push_back(std::move(one));
    };
    const auto put_all = [&](std::span<const UnitIndex> indices) {
      std::for_each(indices.begin(), indices.end(), put);
    };
    for (const Match& m : reading.communes) {
      if (m.cost > reading.communes.front().cost) break;
      if (reading.era == Reading::Era::today)
        put(m.unit);
      else
        put_all(tables.old_communes[m.unit].into);
    }
    if (reading.district == nullptr || reading.commune_part != nullptr) return;
    put_all(reading.district->into);
    for (const UnitIndex commune : tables.communes_of_district[static_cast<std::size_t>(
             reading.district - tables.districts.data())])
      put_all(tables.old_communes[commune].into);
  }

  static bool is_old(const Reading& reading) {
    const bool below = reading.commune_part != nullptr || reading.district_part != nullptr;
    return below ? reading.era == Reading::Era::old : old_province(reading);
  }

  static Address::Status status(const Reading& reading) {
    if (reading.levels() == 0) return Address::Status::unknown;
    if (!of_one_time(reading)) return Address::Status::mixed;
    return is_old(reading) ? Address::Status::old : Address::Status::current;
  }

  // What stands before the unit that was found, if a word says that it is a unit too.
  bool leaves_unit(const Reading& reading) const {
    for (const AddressPart& part : parts)
      if (&part != reading.province_part && &part != reading.district_part &&
          &part != reading.commune_part && !part.kind_misread &&
          says(part, commune_level | district_level) && reading.commune_part == nullptr)
        return true;
    return false;
  }

  // The words of `part` as the unit is spelled; those that are right, or only differ in where the
  // tone stands, and capitals stay as printed.
  string respelled(const AddressPart& part, const Unit& unit, bool with_kind) const {
    const string_view printed =
        with_kind ? view(&part) : view(&part).substr(part.name - part.begin);
    const string right = with_kind ? tables.full_name(unit) : unit.name;
    const auto words = [](string_view all) {
      std::vector<string_view> result;
      for (std::size_t at = 0; at < all.size();) {
        const std::size_t end = std::min(all.find(' ', at), all.size());
        if (end > at) result.push_back(all.substr(at, end - at));
        at = end + 1;
      }
      return result;
    };
    const std::vector<string_view> old_words = words(printed), new_words = words(right);
    const bool capitals = printed == upper(printed) && printed != lower(printed);
    string result;
    for (std::size_t i = 0; i < new_words.size(); ++i) {
      if (i > 0) result += ' ';
      const bool same_count = old_words.size() == new_words.size();
      if (same_count && Spelling(old_words[i]) == Spelling(new_words[i]))
        result += old_words[i];
      else if (capitals)
        result += upper(new_words[i]);
      else if (same_count && old_words[i] == lower(old_words[i]))
        result += lower(new_words[i]);
      else
        result += new_words[i];
    }
    return result;
  }

  string with_units_respelled(const Reading& reading, const Match* commune) const {
    struct Change {
      const AddressPart* part;
      const Unit* unit;
    };
    std::vector<Change> changes;
    if (commune != nullptr && commune->cost > 0)
      changes.push_back(
          {reading.commune_part, reading.era == Reading::Era::today
                                     ? static_cast<const Unit*>(&tables.communes[commune->unit])
                                     : &tables.old_communes[commune->unit]});
    if (reading.district_cost > 0) changes.push_back({reading.district_part, reading.district});
    if (reading.province_cost > 0) changes.push_back({reading.province_part, reading.province});
    string result = text;
    // From the end, so that offsets of what stands before stay right.
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
      const AddressPart& part = *change->part;
      const bool name_only =
          part.kind == no_kind
              ? cost(part, *change->unit, reach(part.spelling)) <= reach(part.spelling)
              : part.kind == change->unit->kind && !part.kind_misread;
      const std::size_t from = name_only ? part.name : part.begin;
      result.replace(from, part.end - from, respelled(part, *change->unit, !name_only));
    }
    return result;
  }

  void add_nearest(const Reading& reading, Address& answer) const {
    const auto put = [&](string one) {
      if (one != text && answer.nearest.size() < most_nearest &&
          std::find(answer.nearest.begin(), answer.nearest.end(), one) == answer.nearest.end())
        answer.nearest.push_back(std::move(one));
    };
    if (reading.communes.empty()) put(with_units_respelled(reading, nullptr));
    for (const Match& m : reading.communes) put(with_units_respelled(reading, &m));
  }

  Address answer() {
    Address result;
    result.names_units = std::any_of(parts.begin(), parts.end(), [](const AddressPart& part) {
      return part.kind != no_kind && !part.kind_misread;
    });
    const auto found = provinces();
    for (const auto& [province, cost] : found) add_readings(province, cost, parts.size() - 1);
    // What only resembles a province may be a commune spelled right: "Tân Ninh".
    if (!parts.empty() && (found.empty() || found.front().second > 0))
      add_readings(nullptr, 0, parts.size());
    if (readings.empty()) {
      result.street = text;
      return result;
    }
    const auto best =
        std::min_element(readings.begin(), readings.end(),
                         [this](const Reading& a, const Reading& b) { return better(a, b); });
    fill(*best, result);
    return result;
  }

  void fill(const Reading& best, Address& result) const {
    result.commune = view(best.commune_part);
    result.district = view(best.district_part);
    result.province = view(best.province_part);
    std::size_t street_end = text.size();
    for (const AddressPart* part : {best.commune_part, best.district_part, best.province_part})
      if (part != nullptr) street_end = std::min(street_end, part->begin);
    while (street_end > 0 && string_view(" ,;-.").find(text[street_end - 1]) != string_view::npos)
      --street_end;
    result.street = text.substr(0, street_end);
    add_candidates(best, result);
    // The same words may be a unit of then as well; without a date nobody can say which is meant.
    for (const Reading& other : readings)
      if (&other != &best && other.commune_part == best.commune_part && other.total() == 0 &&
          best.total() == 0 && other.levels() == best.levels() &&
          of_one_time(other) == of_one_time(best) && (!dated || other.era == best.era))
        add_candidates(other, result);
    result.split = result.candidates.size() > 1;
    result.status = best.total() > 0    ? Address::Status::unlike
                    : leaves_unit(best) ? Address::Status::unknown
                                        : status(best);
    if (best.total() > 0) add_nearest(best, result);
    std::sort(result.candidates.begin(), result.candidates.end(),
              [](const Place& a, const Place& b) { return a.code < b.code; });
  }

  bool dated = false;
};

Places::Places(const std::filesystem::path& folder)
    : tables_(std::make_unique<const PlaceTables>(folder)) {}
Places::Places(Places&&) noexcept = default;
Places::~Places() = default;

const string& Places::valid_on() const noexcept { return tables_->valid_on; }

Address Places::resolve(string_view address, string_view date) const {
  if (address.size() > longest_address) return {};
  Resolver resolver(*tables_, address, date);
  resolver.dated = !date.empty();
  return resolver.answer();
}

std::vector<Place> Places::became(string_view old_code) const {
  std::vector<Place> result;
  const OldCommune* old = tables_->old_commune(old_code);
  if (old == nullptr) return result;
  const Resolver resolver(*tables_, {}, {});
  for (const UnitIndex index : old->into) result.push_back(resolver.place(index));
  return result;
}

std::vector<string> Places::old_codes() const {
  std::vector<string> result;
  for (const OldCommune& commune : tables_->old_communes) result.push_back(commune.code);
  return result;
}

bool Places::is_registration_code(string_view digits) const {
  if (digits.size() != 3 ||
      !std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; }))
    return false;
  return digits[0] != '0' ||
         std::any_of(tables_->provinces.begin(), tables_->provinces.end(),
                     [&](const Province& province) { return province.code == digits.substr(1); });
}

}  // namespace sohoa::forms
