#include "pdf/structure/colour.h"

#include <algorithm>
#include <map>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <set>
#include <string_view>

#include <fmt/format.h>

namespace sohoa::pdf {
namespace {

using Object = QPDFObjectHandle;

constexpr int deepest = 20;  // spaces on spaces

// ICC.1:2010, 7.2: what its first bytes say of a profile.
struct ProfileHeader {
  int version = 99;
  std::string device, space;
};

ProfileHeader read_profile(Object stream, Findings& findings) {
  ProfileHeader header;
  const auto bytes = findings.decoded(stream);
  if (!bytes || bytes->size() < 20) return header;
  header.version = static_cast<unsigned char>((*bytes)[8]);
  header.device = bytes->substr(12, 4);
  header.space = bytes->substr(16, 4);
  return header;
}

template <class... Names>
bool is_one_of(const std::string& value, const Names&... names) {
  return ((value == names) || ...);
}

// What a device space is called here, whatever it is called in inline images; "" for others.
std::string device_name(Object space) {
  if (space.isNull()) return "/DeviceGray";
  if (!space.isName()) return {};
  const std::string name = space.getName();
  if (name == "/G" || name == "/DeviceGray") return "/DeviceGray";
  if (name == "/RGB" || name == "/DeviceRGB") return "/DeviceRGB";
  if (name == "/CMYK" || name == "/DeviceCMYK") return "/DeviceCMYK";
  return {};
}

// What an object says; of those it holds, the indirect ones by number.
std::string as_text(Object object, Findings& findings) {
  if (!object.isStream()) return object.unparseResolved();
  return object.getDict().unparse() + findings.decoded(object).value_or(object.unparse());
}

}  // namespace

struct Colours::Check {
  Findings& findings;
  std::string output;  // the output intent's space: "RGB "; "" for none
  std::set<QPDFObjGen> seen;
  std::map<std::string, std::string> separations;  // name to its alternate and tint

  void read_intents(QPDF& pdf) {
    Object intents = pdf.getRoot().getKey("/OutputIntents");
    if (!intents.isArray()) return;
    std::set<std::string> profiles;
    for (auto& intent : intents.getArrayAsVector()) {
      if (!intent.isDictionary() || !findings.may_go_on()) continue;
      Object type = intent.getKey("/S");
      const bool printing = type.isName() && type.getName() == "/GTS_PDFX";
      findings.expect(!printing || !intent.hasKey("/DestOutputProfileRef"), "6.2.3-3",
                      "a PDF/X output intent refers to a profile elsewhere");
      Object profile = intent.getKey("/DestOutputProfile");
      if (!profile.isStream()) continue;
      profiles.insert(profile.unparse());
      const ProfileHeader header = read_profile(profile, findings);
      findings.expect(is_one_of(header.device, "prtr", "mntr") &&
                          is_one_of(header.space, "RGB ", "CMYK", "GRAY") && header.version < 5,
                      "6.2.3-1", "an output intent's profile is not one that may be");
      if (type.isNameAndEquals("/GTS_PDFA1")) output = header.space;
    }
    findings.expect(profiles.size() <= 1, "6.2.3-2", "output intents with several profiles");
  }

  void use(Object space, Object resources, bool overprinted, int depth) {
    if (!findings.may_go_on()) return;
    if (depth > deepest) return findings.add("limit", "colour spaces are nested too deep");
    const std::string device = device_name(space);
    if (!device.empty()) return use_device(device, resources, overprinted, depth);
    if (space.isName()) {
      Object named = Object::newNull();
      if (resources.isDictionary() && resources.getKey("/ColorSpace").isDictionary())
        named = resources.getKey("/ColorSpace").getKey(space.getName());
      if (!named.isNull() && !named.isName()) use(named, resources, overprinted, depth + 1);
      if (named.isName() && !device_name(named).empty())
        use_device(device_name(named), resources, overprinted, depth + 1);
      return;
    }
    if (space.isArray() && space.getArrayNItems() > 0)
      use_array(space, resources, overprinted, depth);
  }

  void use_device(const std::string& device, Object resources, bool overprinted, int depth) {
    const std::string standing_in = "/Default" + device.substr(7);
    if (resources.isDictionary() && resources.getKey("/ColorSpace").isDictionary()) {
      Object other = resources.getKey("/ColorSpace").getKey(standing_in);
      if (other.isArray()) return use(other, Object::newNull(), overprinted, depth + 1);
    }
    if (device == "/DeviceGray")
      findings.expect(!output.empty(), "6.2.4.3-4", "DeviceGray without output intent");
    else if (device == "/DeviceRGB")
      findings.expect(output == "RGB ", "6.2.4.3-2", "DeviceRGB without output intent for it");
    else
      findings.expect(output == "CMYK", "6.2.4.3-3", "DeviceCMYK without output intent for it");
  }

  void use_array(Object space, Object resources, bool overprinted, int depth) {
    Object family = space.getArrayItem(0);
    if (!family.isName()) return;
    const std::string name = family.getName();
    const int items = space.getArrayNItems();
    if (items == 1) return use(family, resources, overprinted, depth + 1);
    if (name == "/ICCBased") return use_profile(space.getArrayItem(1), overprinted);
    if (space.isIndirect() && !seen.insert(space.getObjGen()).second) return;
    if (name == "/Indexed" || name == "/I" || name == "/Pattern")
      return use(space.getArrayItem(1), resources, overprinted, depth + 1);
    if (name == "/Separation" && items >= 4) {
      check_separation(space);
      use(space.getArrayItem(2), resources, false, depth + 1);
    }
    if (name == "/DeviceN" && items >= 4) {
      check_colorants(space, resources, depth);
      use(space.getArrayItem(2), resources, false, depth + 1);
    }
  }

  void use_profile(Object stream, bool overprinted) {
    if (!stream.isStream()) return;
    Object components = stream.getDict().getKey("/N");
    findings.expect(!overprinted || !components.isInteger() || components.getIntValue() != 4,
                    "6.2.4.2-2", "ICC based CMYK in overprint mode 1");
    if (stream.isIndirect() && !seen.insert(stream.getObjGen()).second) return;
    const ProfileHeader header = read_profile(stream, findings);
    findings.expect(is_one_of(header.device, "prtr", "mntr", "scnr", "spac") &&
                        is_one_of(header.space, "RGB ", "CMYK", "GRAY", "Lab ") &&
                        header.version < 5,
                    "6.2.4.2-1", "a colour space's profile is not one that may be");
  }

  void check_name(Object name) {
    findings.expect(!name.isName() || is_utf8(name.getName()), "6.1.8-1",
                    "a colorant's name is not UTF-8");
  }

  void check_separation(Object space) {
    Object name = space.getArrayItem(1);
    if (!name.isName() || name.getName() == "/All" || name.getName() == "/None") return;
    check_name(name);
    const std::string what =
        as_text(space.getArrayItem(2), findings) + ' ' + as_text(space.getArrayItem(3), findings);
    const auto [known, added] = separations.emplace(name.getName(), what);
    findings.expect(added || known->second == what, "6.2.4.4-2",
                    "separation " + name.getName() + " has two meanings");
  }

  void check_colorants(Object space, Object resources, int depth) {
    Object names = space.getArrayItem(1);
    if (!names.isArray()) return;
    findings.expect(names.getArrayNItems() <= 32, "6.1.13-9", "DeviceN of more than 32 colorants");
    Object attributes = space.getArrayNItems() > 4 ? space.getArrayItem(4) : Object::newNull();
    Object colorants = attributes.isDictionary() ? attributes.getKey("/Colorants") : attributes;
    std::set<std::string> known = {"/Cyan", "/Magenta", "/Yellow", "/Black", "/None"};
    Object process = attributes.isDictionary() ? attributes.getKey("/Process") : attributes;
    if (process.isDictionary() && process.getKey("/Components").isArray())
      for (auto& part : process.getKey("/Components").getArrayAsVector())
        if (part.isName()) known.insert(part.getName());
    for (auto& name : names.getArrayAsVector()) {
      if (!name.isName()) continue;
      check_name(name);
      const bool there = known.contains(name.getName()) ||
                         (colorants.isDictionary() && colorants.hasKey(name.getName()));
      findings.expect(there, "6.2.4.4-1", "DeviceN: nothing on colorant " + name.getName());
    }
    if (!colorants.isDictionary()) return;
    for (const auto& key : colorants.getKeys())
      use(colorants.getKey(key), resources, false, depth + 1);
  }
};

Colours::Colours(QPDF& pdf, Findings& findings) : check_(new Check{findings, {}, {}, {}}) {
  check_->read_intents(pdf);
}
Colours::~Colours() = default;

bool Colours::has_output() const noexcept { return !check_->output.empty(); }

void Colours::use(const QPDFObjectHandle& space, const QPDFObjectHandle& resources,
                  bool overprinted) {
  check_->use(space, resources, overprinted, 0);
}

}  // namespace sohoa::pdf
