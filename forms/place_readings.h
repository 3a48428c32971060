// The ways to understand an address: which part is which unit, and how far each is from its
// spelling. Part of places.cpp.
#pragma once
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "forms/address.h"
#include "forms/places_tables.h"

namespace sohoa::forms {

struct Match {
  UnitIndex unit = 0;
  int cost = 0;  // half letters; 0: as it is spelled
};
using Matches = std::vector<Match>;  // by cost

struct Reading {
  enum class Era : std::uint8_t { today, old } era = Era::today;
  const Province* province = nullptr;
  const AddressPart *province_part = nullptr, *district_part = nullptr, *commune_part = nullptr;
  const District* district = nullptr;
  int province_cost = 0, district_cost = 0;
  Matches communes = {};  // of the era's table

  int total() const;
  int levels() const;
  bool own_district() const;  // the district, if any, was of this province
  bool old_province() const;  // it is another's part today
  bool of_one_time() const;   // no unit of before with one of today
  bool is_old() const;
};

class Readings {
 public:
  // `date` as Places::resolve has it. The tables outlive this.
  Readings(const PlaceTables& tables, std::string_view address, std::string_view date);
  Readings(const Readings&) = delete;
  Readings& operator=(const Readings&) = delete;

  const std::string& text() const noexcept { return text_; }  // the address in NFC
  const std::vector<AddressPart>& parts() const noexcept { return parts_; }
  const std::vector<Reading>& all() const noexcept { return readings_; }
  const Reading* best() const;  // null: nothing is read
  bool dated() const noexcept { return dated_; }

  bool says(const AddressPart& part, unsigned levels) const;
  bool name_is(const AddressPart& part, const Unit& unit) const;  // the kind apart, or nearly so

 private:
  bool better(const Reading& a, const Reading& b) const;

  // One part against one unit.
  bool may_be(const AddressPart& part, Level level) const;
  int distance(const Spelling& printed, const Spelling& name, int limit) const;
  int cost(const AddressPart& part, const Unit& unit, int limit) const;
  int misread_kind(const AddressPart& part) const;
  int cost_with_kind(const AddressPart& part, const Unit& unit, int limit) const;
  template <class Rows, class Indices>
  Matches match(const AddressPart& part, const Rows& rows, const Indices& among, int limit) const;
  const Alias* alias(const AddressPart& part, Level level) const;
  int limit_of(const AddressPart& part) const;
  int nationwide(const AddressPart& part) const;

  // `before`: so many parts stand before the province.
  std::vector<std::pair<const Province*, int>> provinces() const;
  std::vector<UnitIndex> districts_for(const Province* province) const;
  void add_readings(const Province* province, int cost, std::size_t before);
  void add_communes(const Reading& base, const AddressPart& part);
  void add_districts(const Reading& base, std::size_t before);
  void add_tails(const Reading& base, const AddressPart& part);
  void add(Reading base, const AddressPart& part, Matches communes, Reading::Era era);

  const PlaceTables& tables_;
  const std::string text_;
  const std::vector<AddressPart> parts_;
  const bool unmarked_, dated_, before_reform_;
  std::vector<Reading> readings_;
  std::deque<AddressPart> tails_;  // parts of parts, that readings point to
};

}  // namespace sohoa::forms
