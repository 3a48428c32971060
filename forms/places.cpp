#include "forms/places.h"

#include <algorithm>
#include <span>

#include "core/vietnamese.h"
#include "forms/place_readings.h"
#include "forms/words.h"

namespace sohoa::forms {
namespace {

using std::string;
using std::string_view;

constexpr std::size_t most_nearest = 3;

// Of several rows of one unit the one in force speaks.
Place place_of(const PlaceTables& tables, UnitIndex index) {
  const std::vector<Commune>& all = tables.communes;
  const string& code = all[index].code;
  while (index > 0 && all[index - 1].code == code) --index;
  const Commune* today = &all[index];
  for (; index < all.size() && all[index].code == code; ++index)
    if (all[index].until.empty()) today = &all[index];
  return {today->code, tables.full_name(*today),
          tables.full_name(*tables.province_today(today->province))};
}

Address::Status status_of(const Reading& reading) {
  if (reading.levels() == 0) return Address::Status::unknown;
  if (!reading.of_one_time()) return Address::Status::mixed;
  return reading.is_old() ? Address::Status::old : Address::Status::current;
}

}  // namespace

// Makes the answer of the best reading.
struct Places::Resolver {
  const PlaceTables& tables;
  const Readings& readings;

  string_view view(const AddressPart* part) const {
    return part == nullptr
               ? string_view()
               : string_view(readings.text()).substr(part->begin, part->end - part->begin);
  }

  void add_candidates(const Reading& reading, Address& answer) const {
    const auto put = [&](UnitIndex index) {
      Place one = place_of(tables, index);
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

  // What stands before the unit that was found, if a word says that it is a unit too.
  bool leaves_unit(const Reading& reading) const {
    for (const AddressPart& part : readings.parts())
      if (&part != reading.province_part && &part != reading.district_part &&
          &part != reading.commune_part && !part.kind_misread &&
          readings.says(part, commune_level | district_level) && reading.commune_part == nullptr)
        return true;
    return false;
  }

  // The words of `part` as the unit is spelled; those that are right, or only differ in where the
  // tone stands, and capitals stay as printed.
  string respelled(const AddressPart& part, const Unit& unit, bool with_kind) const {
    const string_view printed =
        with_kind ? view(&part) : view(&part).substr(part.name - part.begin);
    const string right = with_kind ? tables.full_name(unit) : unit.name;
    const std::vector<string_view> old_words = words_of(printed), new_words = words_of(right);
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
    string result = readings.text();
    // From the end, so that offsets of what stands before stay right.
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
      const AddressPart& part = *change->part;
      const bool name_only = readings.name_is(part, *change->unit);
      const std::size_t from = name_only ? part.name : part.begin;
      result.replace(from, part.end - from, respelled(part, *change->unit, !name_only));
    }
    return result;
  }

  void add_nearest(const Reading& reading, Address& answer) const {
    const auto put = [&](string one) {
      if (one != readings.text() && answer.nearest.size() < most_nearest &&
          std::find(answer.nearest.begin(), answer.nearest.end(), one) == answer.nearest.end())
        answer.nearest.push_back(std::move(one));
    };
    if (reading.communes.empty()) put(with_units_respelled(reading, nullptr));
    for (const Match& m : reading.communes) put(with_units_respelled(reading, &m));
  }

  Address answer() const {
    Address result;
    const std::vector<AddressPart>& parts = readings.parts();
    result.names_units = std::any_of(parts.begin(), parts.end(), [](const AddressPart& part) {
      return part.kind != no_kind && !part.kind_misread;
    });
    const Reading* best = readings.best();
    if (best == nullptr) {
      result.street = readings.text();
      return result;
    }
    fill_parts(*best, result);
    add_candidates(*best, result);
    add_others(*best, result);
    std::sort(result.candidates.begin(), result.candidates.end(),
              [](const Place& a, const Place& b) { return a.code < b.code; });
    result.split = result.candidates.size() > 1;
    result.status = best->total() > 0    ? Address::Status::unlike
                    : leaves_unit(*best) ? Address::Status::unknown
                                         : status_of(*best);
    if (best->total() > 0) add_nearest(*best, result);
    return result;
  }

  void fill_parts(const Reading& best, Address& result) const {
    const string& text = readings.text();
    result.commune = view(best.commune_part);
    result.district = view(best.district_part);
    result.province = view(best.province_part);
    std::size_t street_end = text.size();
    for (const AddressPart* part : {best.commune_part, best.district_part, best.province_part})
      if (part != nullptr) street_end = std::min(street_end, part->begin);
    while (street_end > 0 && string_view(" ,;-.").find(text[street_end - 1]) != string_view::npos)
      --street_end;
    result.street = text.substr(0, street_end);
  }

  // The same words may be a unit of then as well; without a date nobody can say which is meant.
  void add_others(const Reading& best, Address& result) const {
    if (best.total() > 0) return;
    for (const Reading& other : readings.all())
      if (&other != &best && other.commune_part == best.commune_part && other.total() == 0 &&
          other.levels() == best.levels() && other.of_one_time() == best.of_one_time() &&
          (!readings.dated() || other.era == best.era))
        add_candidates(other, result);
  }
};

Places::Places(const std::filesystem::path& folder)
    : tables_(std::make_unique<const PlaceTables>(folder)) {}
Places::Places(Places&&) noexcept = default;
Places::~Places() = default;

const string& Places::valid_on() const noexcept { return tables_->valid_on; }

Address Places::resolve(string_view address, string_view date) const {
  if (address.size() > longest_address) return {};
  const Readings readings(*tables_, address, date);
  return Resolver{*tables_, readings}.answer();
}

std::vector<Place> Places::became(string_view old_code) const {
  std::vector<Place> result;
  const OldCommune* old = tables_->old_commune(old_code);
  if (old == nullptr) return result;
  for (const UnitIndex index : old->into) result.push_back(place_of(*tables_, index));
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
