#include "core/settings.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <initializer_list>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "core/error.h"
#include "core/file.h"

namespace sohoa {
namespace fs = std::filesystem;
namespace {

template <typename... Command>
constexpr std::uint16_t commands(Command... command) {
  return static_cast<std::uint16_t>((0U | ... | static_cast<unsigned>(command)));
}

constexpr auto publishing = commands(For::scan, For::digitize);
constexpr auto reading = commands(For::scan, For::digitize, For::read, For::fields, For::explain);
constexpr auto scanning = commands(For::scan);
constexpr auto device = commands(For::scan, For::devices);
constexpr auto everywhere =
    commands(For::scan, For::digitize, For::read, For::verify, For::devices, For::doctor, For::text,
             For::fields, For::explain, For::forms, For::reuse, For::stamp, For::extend);

const std::vector<Setting>& table() {
  static const std::vector<Setting> settings{
      {"storage.folder", "--into", "STORAGE",
       "The watched folder that finished dossiers appear in; made if missing.",
       commands(For::scan, For::digitize, For::doctor, For::reuse, For::stamp), &Settings::storage},
      {"dossier.code", "--dossier", "CODE",
       "The dossier's code and folder name: A-Z a-z 0-9 . _ -, at most 100 characters. Default: "
       "made "
       "from dossier.prefix, date and time.",
       publishing, &Settings::dossier_code},
      {"dossier.prefix", "", "TEXT",
       "What a made-up dossier code starts with, usually the agency's code.",
       commands(For::file_only), &Settings::dossier_prefix},
      {"dossier.agency", "", "CODE",
       "The agency's code (Decision 20/2020/QĐ-TTg) in result codes. Default: dossier.prefix.",
       commands(For::file_only), &Settings::dossier_agency},
      {"dossier.result_code", "", "TEMPLATE",
       "What the result code of a digitised document looks like (Circular 01/2023/TT-VPCP, article "
       "10): A-Z a-z 0-9 . _ - / and {agency}, {dossier}, {document}, {kind}, {date}, {year}, "
       "{counter:N}.",
       commands(For::file_only), &Settings::result_code},
      {"dossier.procedure", "--procedure", "CODE",
       "The code of the dossier's procedure, whose papers are counted. Default: what the receipt "
       "slip in the dossier says.",
       publishing, &Settings::procedure},
      {"dossier.split",
       "--split",
       "HOW",
       "Where a document ends: 'source' (with its file; a feeder's stack is one document), 'page' "
       "(every page is a document), or 'auto' (also at separator sheets, samples/tach.pdf, which "
       "are "
       "left out, and before a page that surely begins a document).",
       publishing,
       &Settings::split,
       0,
       0,
       {"source", "page", "auto"}},
      {"dossier.sheets", "--sheets", "N",
       "Sheets of paper in the stack, counted by hand; another number asks for review. Both sides "
       "are one sheet if the scanner took both, each page of a file is one; separators count not, "
       "a "
       "page with and without its note once. 0: not counted.",
       publishing, &Settings::sheets, 0, 100000},
      {"dossier.blank_pages",
       "",
       "HOW",
       "Pages with nothing on them: 'keep' them in their document, or 'leave_out' of the PDF; "
       "their "
       "originals then lie beside it.",
       commands(For::file_only),
       &Settings::blank_pages,
       0,
       0,
       {"keep", "leave_out"}},
      {"work.workers", "--workers", "N", "Pages worked on at the same time; 0: one per processor.",
       reading, &Settings::workers, 0, 256},
      {"scan.device", "--device", "D", "The SANE device, as 'sohoa devices' names it.", scanning,
       &Settings::scan_device},
      {"scan.source", "--source", "S",
       "'adf', 'duplex', 'flatbed', or a source as the device names it. Default: the feeder if "
       "there "
       "is one.",
       scanning, &Settings::scan_source},
      {"scan.mode",
       "--mode",
       "M",
       "Colour mode. The law asks for colour.",
       scanning,
       &Settings::scan_mode,
       0,
       0,
       {"color", "gray", "lineart"}},
      {"scan.resolution", "--resolution", "DPI",
       "Dots per inch. The law asks for at least 200; 300 reads best.", scanning,
       &Settings::scan_resolution, 50, 1200},
      {"scan.sane_config", "--sane-config", "FOLDER",
       "SANE configuration (dll.conf …) for the scanner helper. Default: the system's.", device,
       &Settings::sane_config},
      {"scan.sane_libraries", "--sane-libraries", "FOLDER",
       "Where further SANE backends lie. Default: the system's only.", device,
       &Settings::sane_libraries},
      {"scan.open_seconds", "", "N", "A device that takes longer to open is given up.",
       commands(For::file_only), &Settings::open_seconds, 1, 600},
      {"scan.start_seconds", "", "N", "A page that takes longer to start (warm-up) is given up.",
       commands(For::file_only), &Settings::start_seconds, 1, 600},
      {"scan.stall_seconds", "", "N", "A driver that delivers no byte for so long is ended.",
       commands(For::file_only), &Settings::stall_seconds, 1, 600},
      {"scan.resume_minutes", "", "N",
       "How long after an interruption 'sohoa scan' without a code goes on with the unfinished "
       "dossier of that device; later the code must be given.",
       commands(For::file_only), &Settings::resume_minutes, 0, 100000},
      {"reading.engine",
       "--engine",
       "ENGINE",
       "Who reads lines: the program's own engine, or libtesseract with the same network, ten "
       "times slower.",
       reading,
       &Settings::line_engine,
       0,
       0,
       {"network", "tesseract"}},
      {"reading.model", "--model", "FILE",
       "The network that reads lines, a Tesseract .traineddata of integers. Default: the program's "
       "own, models/ocr/vie_sohoa.traineddata.",
       reading, &Settings::line_model},
      {"reading.page_seconds", "", "N", "A page that takes longer to read goes on as image only.",
       commands(For::file_only), &Settings::page_seconds, 1, 3600},
      {"reading.unread_percent", "", "N",
       "A page with more unread ink than so many hundredths of its text is published for review; "
       "a line of a full page is 2.",
       commands(For::file_only), &Settings::unread_percent, 0, 100},
      {"reading.keep_artifacts", "--keep-artifacts", "FOLDER",
       "Keep there what the stages saw of each page: pictures, lines and all that was found. For "
       "those who look into a bad reading; made if missing, what is there of an earlier run is "
       "replaced.",
       reading, &Settings::keep_artifacts},
      {"pdf.image_profile",
       "--image-profile",
       "PROFILE",
       "How page images are kept in the PDF: 'master' (a JPEG as it came, all else without loss), "
       "'access' (JPEG 2000 at 1:80), 'compact' (paper at 100 dpi, one ink, full resolution for "
       "what is coloured). The latter two lose; the original is then kept nowhere.",
       publishing,
       &Settings::image_profile,
       0,
       0,
       {"master", "access", "compact"}},
      {"forms.folder", "--forms", "FOLDER",
       "Form definitions. Default: the program's own models/forms.",
       commands(For::fields, For::explain, For::forms), &Settings::forms_folder},
      {"forms.kind", "--kind", "KIND",
       "What kind of document every file is, by its id ('sohoa forms list'). Default: each is "
       "recognised.",
       commands(For::fields, For::explain, For::reuse), &Settings::kind},
      {"forms.typed", "--typed", "FILE",
       "Values that a person typed (TOML or JSON; docs/storage.md): what cannot be read, and what "
       "is "
       "to be compared. A value that was read outranks a typed one; both are kept.",
       commands(For::digitize, For::fields, For::explain), &Settings::typed},
      {"forms.field", "--field", "KEY", "Only this field is explained. Default: all.",
       commands(For::explain), &Settings::field},
      {"forms.procedures", "", "FOLDER",
       "Procedures with the papers they ask for. Default: the program's own models/procedures.",
       commands(For::file_only), &Settings::procedures_folder},
      {"forms.rules", "", "FOLDER",
       "Which papers are not digitised. Default: the program's own models/rules.",
       commands(For::file_only), &Settings::rules_folder},
      {"sign.clerk_key", "", "KEY",
       "The key of the clerk who digitizes: a PKCS#12 file, the pkcs11: URI of a key in a token, "
       "or "
       "the http(s) address of a signing service (docs/keys.md). Default: a trial key without "
       "legal "
       "value.",
       commands(For::file_only), &Settings::clerk_key},
      {"sign.clerk_password_file", "", "SECRET",
       "Where that key's password or PIN is: a file readable by its user only, fd:N (an inherited "
       "descriptor) or credential:NAME (of systemd).",
       commands(For::file_only), &Settings::clerk_password_file},
      {"sign.clerk_certificate", "", "FILE",
       "Its certificate and the issuers' (PEM), for a token or service that does not hold it.",
       commands(For::file_only), &Settings::clerk_certificate},
      {"sign.agency_key", "", "KEY", "The agency's key, likewise. Default: a trial key.",
       commands(For::file_only), &Settings::agency_key},
      {"sign.agency_password_file", "", "SECRET", "Where that key's password or PIN is, likewise.",
       commands(For::file_only), &Settings::agency_password_file},
      {"sign.level",
       "--level",
       "LEVEL",
       "PAdES level of signatures: b, t (with a time-stamp), lt (with evidence of certificates) or "
       "lta (that time-stamped too). Above b a dossier waits, signed and out of sight, until "
       "'sohoa stamp' has the time-stamps.",
       commands(For::extend),
       &Settings::signature_level,
       0,
       0,
       {"b", "t", "lt", "lta"}},
      {"sign.agency_certificate", "", "FILE", "Its certificate and the issuers', likewise.",
       commands(For::file_only), &Settings::agency_certificate},
      {"sign.pkcs11_module", "", "FILE",
       "The token maker's PKCS#11 library, for pkcs11: URIs without module-path.",
       commands(For::file_only), &Settings::pkcs11_module},
      {"sign.rsa_padding",
       "",
       "HOW",
       "How RSA keys sign: pkcs1 (PKCS#1 v1.5) or pss.",
       commands(For::file_only),
       &Settings::rsa_padding,
       0,
       0,
       {"pkcs1", "pss"}},
      {"sign.key_seconds", "", "N", "A token or signing service that takes longer is given up.",
       commands(For::file_only), &Settings::key_seconds, 1, 600},
      {"sign.blocks",
       "",
       "yes|no",
       "Whether page 1 shows who signed and when: the clerk top left, the agency top right, on "
       "bare "
       "paper only.",
       commands(For::file_only),
       &Settings::blocks,
       0,
       0,
       {"yes", "no"}},
      {"sign.copy_form",
       "",
       "FORM",
       "The form of copy that the agency's block and /Reason name.",
       commands(For::file_only),
       &Settings::copy_form,
       0,
       0,
       {"SAO Y", "SAO LỤC", "TRÍCH SAO"}},
      {"timestamp.url", "--tsa", "URL", "Time-stamping authority (RFC 3161 over HTTP).",
       commands(For::stamp, For::extend), &Settings::timestamp_url},
      {"timestamp.user", "", "NAME", "User at the authority (HTTP Basic). Default: none is named.",
       commands(For::file_only), &Settings::timestamp_user},
      {"timestamp.password_file", "", "FILE", "File with that user's password.",
       commands(For::file_only), &Settings::timestamp_password_file},
      {"timestamp.seconds", "", "SECONDS", "How long one try may take.", commands(For::file_only),
       &Settings::timestamp_seconds, 1, 3600},
      {"timestamp.tries", "", "N", "Tries before a dossier is left for later.",
       commands(For::file_only), &Settings::timestamp_tries, 1, 10},
      {"timestamp.parallel", "", "N", "How many dossiers are stamped at once.",
       commands(For::file_only), &Settings::timestamp_parallel, 1, 64},
      {"timestamp.follow", "--follow", "",
       "Go on waiting for dossiers until stopped, as a service does.", commands(For::stamp),
       &Settings::follow},
      {"trust.roots", "--trust", "ROOT.pem",
       "Certificates (PEM) that signatures must lead to; may be given more than once. Default: the "
       "trial root.",
       commands(For::scan, For::digitize, For::verify, For::stamp, For::extend), &Settings::trust},
      {"trust.revocation_lists", "--revocations", "FILE",
       "Lists of revocations (CRL, DER or PEM) of the authorities above the signers, kept fresh by "
       "somebody and read again when they change; may be given more than once. Lists beside a root "
       "(*.crl) are used without being named.",
       commands(For::scan, For::digitize, For::verify, For::stamp, For::extend),
       &Settings::revocation_lists},
      {"trust.online", "--online", "",
       "Ask about certificates at the addresses that they name: OCSP, lists, issuers. An answer is "
       "used for an hour at most.",
       commands(For::scan, For::digitize, For::verify, For::stamp, For::extend), &Settings::online},
      {"read.format",
       "--format",
       "F",
       "What is printed: text, alto, hocr, tsv or json.",
       commands(For::read),
       &Settings::read_format,
       0,
       0,
       {"text", "alto", "hocr", "tsv", "json"}},
      {"text.from",
       "--from",
       "CHARSET",
       "The encoding of the files: auto (told by their words), utf8, utf16, tcvn3 (ABC fonts), "
       "tcvn3-capitals (.VnTimeH and the like), vni (VNI-Windows), cp1258 or viscii.",
       commands(For::text),
       &Settings::text_from,
       0,
       0,
       {"auto", "utf8", "utf16", "tcvn3", "tcvn3-capitals", "vni", "cp1258", "viscii"}},
      {"reuse.owner", "--owner", "NUMBER",
       "The identity number of the person or organisation whose papers are looked for.",
       commands(For::reuse), &Settings::reuse_owner},
      {"reuse.number", "--number", "NUMBER",
       "The number and symbol that is looked for. Default: any.", commands(For::reuse),
       &Settings::reuse_number},
      {"output.json", "--json", "",
       "Print events and results as JSON, one object a line, on standard output.", everywhere,
       &Settings::json},
  };
  return settings;
}

[[noreturn]] void refuse(const std::string& where, const std::string& why) {
  throw Error(Cause::settings_invalid, where + ": " + why);
}

void put(Settings& settings, const Setting& setting, std::string value, const std::string& where) {
  if (const auto* text = std::get_if<std::string Settings::*>(&setting.member)) {
    if (!setting.choices.empty() &&
        std::ranges::find(setting.choices, value) == setting.choices.end())
      refuse(where,
             fmt::format("'{}'; expected one of: {}", value, fmt::join(setting.choices, ", ")));
    settings.*(*text) = std::move(value);
  } else if (const auto* list =
                 std::get_if<std::vector<std::string> Settings::*>(&setting.member)) {
    (settings.*(*list)).push_back(std::move(value));
  } else if (const auto* flag = std::get_if<bool Settings::*>(&setting.member)) {
    if (value != "true" && value != "false")
      refuse(where, "'" + value + "'; expected true or false");
    settings.*(*flag) = value == "true";
  } else if (const auto* number = std::get_if<int Settings::*>(&setting.member)) {
    int parsed = 0;
    const auto [end, code] = std::from_chars(value.data(), value.data() + value.size(), parsed);
    if (code != std::errc() || end != value.data() + value.size() || parsed < setting.least ||
        parsed > setting.most)
      refuse(where, fmt::format("'{}'; expected a whole number from {} to {}", value, setting.least,
                                setting.most));
    settings.*(*number) = parsed;
  }
}

bool is_path(const Setting& setting, std::string_view value) {
  if (setting.argument == "KEY" || setting.argument == "SECRET")
    return std::ranges::none_of(
        std::initializer_list<std::string_view>{"pkcs11:", "http://", "https://",
                                                "fd:", "credential:"},
        [&](std::string_view scheme) { return value.starts_with(scheme); });
  return setting.argument == "FILE" || setting.argument == "FOLDER" ||
         setting.argument == "STORAGE" || setting.argument == "ROOT.pem";
}

std::string text_of(const toml::node& node, const Setting& setting, const std::string& where) {
  const bool number = std::holds_alternative<int Settings::*>(setting.member);
  const bool flag = std::holds_alternative<bool Settings::*>(setting.member);
  if (number && node.is_integer()) return std::to_string(*node.value<std::int64_t>());
  if (flag && node.is_boolean()) return *node.value<bool>() ? "true" : "false";
  if (!number && !flag && node.is_string()) return *node.value<std::string>();
  refuse(where, fmt::format("expected {}", number ? "a whole number"
                                           : flag ? "true or false"
                                                  : "a text"));
}

void load_value(Settings& settings, const Setting& setting, const toml::node& node,
                const fs::path& file, const std::string& where) {
  const auto resolved = [&](std::string value) {
    if (is_path(setting, value) && !value.empty() && fs::path(value).is_relative())
      return fs::weakly_canonical(fs::absolute(file).parent_path() / value).string();
    return value;
  };
  if (const auto* list = std::get_if<std::vector<std::string> Settings::*>(&setting.member)) {
    (settings.*(*list)).clear();
    if (const auto* array = node.as_array())
      for (const auto& item : *array)
        put(settings, setting, resolved(text_of(item, setting, where)), where);
    else
      put(settings, setting, resolved(text_of(node, setting, where)), where);
  } else {
    put(settings, setting, resolved(text_of(node, setting, where)), where);
  }
}

}  // namespace

std::span<const Setting> setting_table() { return table(); }

void assign(Settings& settings, const Setting& setting, const std::vector<std::string>& values) {
  if (const auto* list = std::get_if<std::vector<std::string> Settings::*>(&setting.member))
    (settings.*(*list)).clear();
  for (const auto& value : values) put(settings, setting, value, std::string(setting.flag));
}

void load(Settings& settings, const fs::path& file) {
  toml::table root;
  try {
    constexpr std::uint64_t longest = 1U << 20U;
    root = toml::parse(read_file(file, longest), file.string());
  } catch (const Error& e) {
    refuse("settings", e.what());
  } catch (const toml::parse_error& e) {
    refuse(fmt::format("{}:{}:{}", file.string(), e.source().begin.line, e.source().begin.column),
           std::string(e.description()));
  }
  const auto place = [&](const toml::node& node) {
    return fmt::format("{}:{}:{}", file.string(), node.source().begin.line,
                       node.source().begin.column);
  };
  for (const auto& [group, node] : root) {
    const auto* entries = node.as_table();
    if (entries == nullptr)
      refuse(place(node), fmt::format("'{}' stands outside a table such as [scan]", group.str()));
    for (const auto& [name, value] : *entries) {
      const std::string key = fmt::format("{}.{}", group.str(), name.str());
      const auto setting = std::ranges::find(table(), key, &Setting::key);
      if (setting == table().end())
        refuse(place(value), fmt::format("'{}' is not a setting; see docs/settings.md", key));
      load_value(settings, *setting, value, file, place(value) + ": " + key);
    }
  }
}

fs::path default_settings_file() {
  std::vector<fs::path> candidates;
  if (const char* named = std::getenv("SOHOA_SETTINGS"); named != nullptr && *named != '\0')
    return named;
  candidates.emplace_back("sohoa.toml");
  const char* config = std::getenv("XDG_CONFIG_HOME");
  const char* home = std::getenv("HOME");
  if (config != nullptr && *config != '\0')
    candidates.push_back(fs::path(config) / "sohoa/sohoa.toml");
  else if (home != nullptr && *home != '\0')
    candidates.push_back(fs::path(home) / ".config/sohoa/sohoa.toml");
  candidates.emplace_back("/etc/sohoa/sohoa.toml");
  std::error_code ignored;
  for (const auto& file : candidates)
    if (fs::is_regular_file(file, ignored)) return file;
  return {};
}

std::string settings_as_markdown() {
  const Settings defaults;
  std::string text =
      "# Settings\n\n"
      "Made from the table in `core/settings.cpp` by `sohoa settings --markdown`; a test keeps "
      "both the "
      "same.\n\n"
      "A flag wins over the settings file, the file over the default. The file is the one named by "
      "`--settings FILE`, else `$SOHOA_SETTINGS`, else the first of `./sohoa.toml`, "
      "`~/.config/sohoa/sohoa.toml`, `/etc/sohoa/sohoa.toml`. A key `scan.resolution` is written "
      "`resolution = 300` below `[scan]`; relative paths are relative to the file.\n\n"
      "| key | flag | default | meaning |\n| --- | --- | --- | --- |\n";
  for (const auto& setting : table()) {
    std::string value;
    if (const auto* member = std::get_if<std::string Settings::*>(&setting.member))
      value = defaults.*(*member);
    else if (const auto* number = std::get_if<int Settings::*>(&setting.member))
      value = std::to_string(defaults.*(*number));
    else if (std::holds_alternative<bool Settings::*>(setting.member))
      value = "false";
    const std::string flag =
        setting.flag.empty() ? ""
                             : fmt::format("`{}{}{}`", setting.flag,
                                           setting.argument.empty() ? "" : " ", setting.argument);
    std::string allowed;
    if (std::holds_alternative<int Settings::*>(setting.member))
      allowed = fmt::format(" From {} to {}.", setting.least, setting.most);
    text += fmt::format("| `{}` | {} | {} | {}{} |\n", setting.key, flag,
                        value.empty() ? "" : "`" + value + "`", setting.help, allowed);
  }
  return text;
}

}  // namespace sohoa
