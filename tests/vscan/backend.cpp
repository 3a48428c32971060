// The SANE entry points of the virtual scanner, as libsane loads them (sane_vscan_…).
#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <new>
#include <string>
#include <thread>
#include <vector>

#include <sane/sane.h>
#include <sane/saneopts.h>
#include <unistd.h>

#include "tests/vscan/scanner.h"

namespace {

using namespace vscan;

struct Configured {
  std::string name;
  std::filesystem::path tray;
  std::string open;  // what happens at sane_open
  SANE_Device device{};
};
std::vector<std::unique_ptr<Configured>> configured;
std::vector<const SANE_Device*> listed;

// vscan.conf: "device NAME TRAY [open=MISHAP]", a relative TRAY counts from the file's folder.
void configure() {
  configured.clear();
  const char* folders = std::getenv("SANE_CONFIG_DIR");
  const std::string list = folders != nullptr ? folders : "/etc/sane.d";
  const std::filesystem::path folder = list.substr(0, list.find(':'));
  for (const auto& line : read_lines(folder / "vscan.conf")) {
    const auto parts = words(line);
    if (parts.size() < 3 || parts[0] != "device") continue;
    auto entry = std::make_unique<Configured>();
    entry->name = parts[1];
    entry->tray = folder / parts[2];
    if (parts.size() > 3 && parts[3].starts_with("open=")) entry->open = parts[3].substr(5);
    entry->device = {entry->name.c_str(), "Sohoa", "virtual feeder", "sheetfed scanner"};
    configured.push_back(std::move(entry));
  }
}

SANE_Status meet_at_open(const std::string& mishap) {
  if (mishap == "crash") {
    std::signal(SIGSEGV, SIG_DFL);
    std::raise(SIGSEGV);
  }
  if (mishap == "exit") _exit(3);
  while (mishap == "hang") std::this_thread::sleep_for(std::chrono::seconds(1));
  return mishap.empty() ? SANE_STATUS_GOOD : status_named(mishap);
}

enum Option : SANE_Int {
  count,
  source,
  mode,
  resolution,
  tl_x,
  tl_y,
  br_x,
  br_y,
  page_loaded,
  end
};

const std::array<SANE_String_Const, 4> sources{"Flatbed", "ADF", "ADF Duplex", nullptr};
const std::array<SANE_String_Const, 4> modes{"Lineart", "Gray", "Color", nullptr};
const std::array<SANE_Word, 9> resolutions{8, 75, 100, 150, 200, 300, 400, 600, 1200};
const SANE_Range width_range{0, SANE_FIX(310.0), 0}, height_range{0, SANE_FIX(450.0), 0};

SANE_Option_Descriptor describe(Option option) {
  SANE_Option_Descriptor d{};
  d.title = d.desc = "";
  d.size = sizeof(SANE_Word);
  d.cap = SANE_CAP_SOFT_SELECT | SANE_CAP_SOFT_DETECT;
  const auto strings = [&d](const char* name, const char* title, const SANE_String_Const* list) {
    d.name = name;
    d.title = title;
    d.type = SANE_TYPE_STRING;
    d.size = 16;
    d.constraint_type = SANE_CONSTRAINT_STRING_LIST;
    d.constraint.string_list = list;
  };
  const auto edge = [&d](const char* name, const char* title, const SANE_Range& range) {
    d.name = name;
    d.title = title;
    d.type = SANE_TYPE_FIXED;
    d.unit = SANE_UNIT_MM;
    d.constraint_type = SANE_CONSTRAINT_RANGE;
    d.constraint.range = &range;
  };
  switch (option) {
    case count:
      d.name = "";
      d.title = "Number of options";
      d.type = SANE_TYPE_INT;
      d.cap = SANE_CAP_SOFT_DETECT;
      break;
    case source:
      strings(SANE_NAME_SCAN_SOURCE, "Scan source", sources.data());
      break;
    case mode:
      strings(SANE_NAME_SCAN_MODE, "Scan mode", modes.data());
      break;
    case resolution:
      d.name = SANE_NAME_SCAN_RESOLUTION;
      d.title = "Scan resolution";
      d.type = SANE_TYPE_INT;
      d.unit = SANE_UNIT_DPI;
      d.constraint_type = SANE_CONSTRAINT_WORD_LIST;
      d.constraint.word_list = resolutions.data();
      break;
    case tl_x:
      edge(SANE_NAME_SCAN_TL_X, "Top-left x", width_range);
      break;
    case tl_y:
      edge(SANE_NAME_SCAN_TL_Y, "Top-left y", height_range);
      break;
    case br_x:
      edge(SANE_NAME_SCAN_BR_X, "Bottom-right x", width_range);
      break;
    case br_y:
      edge(SANE_NAME_SCAN_BR_Y, "Bottom-right y", height_range);
      break;
    case page_loaded:
      d.name = "page-loaded";
      d.title = "Page loaded";
      d.type = SANE_TYPE_BOOL;
      d.cap = SANE_CAP_HARD_SELECT | SANE_CAP_SOFT_DETECT;
      break;
    case end:
      break;
  }
  return d;
}
const std::array<SANE_Option_Descriptor, end> descriptors{
    describe(count), describe(source), describe(mode), describe(resolution), describe(tl_x),
    describe(tl_y),  describe(br_x),   describe(br_y), describe(page_loaded)};

Scanner& scanner_of(SANE_Handle handle) { return *static_cast<Scanner*>(handle); }

double& edge_of(Settings& s, SANE_Int option) {
  switch (option) {
    case tl_x:
      return s.window.left;
    case tl_y:
      return s.window.top;
    case br_x:
      return s.window.right;
    default:
      return s.window.bottom;
  }
}

SANE_Status get(Scanner& scanner, SANE_Int option, void* value) {
  Settings& s = scanner.settings;
  SANE_Word word = 0;
  switch (option) {
    case count:
      word = end;
      break;
    case source:
      std::strcpy(static_cast<char*>(value), s.source.c_str());
      return SANE_STATUS_GOOD;
    case mode:
      std::strcpy(static_cast<char*>(value), modes[static_cast<std::size_t>(s.mode)]);
      return SANE_STATUS_GOOD;
    case resolution:
      word = s.dpi;
      break;
    case page_loaded:
      word = scanner.loaded() ? SANE_TRUE : SANE_FALSE;
      break;
    default:
      word = SANE_FIX(edge_of(s, option));
      break;
  }
  std::memcpy(value, &word, sizeof word);
  return SANE_STATUS_GOOD;
}

SANE_Status set(Scanner& scanner, SANE_Int option, const void* value, SANE_Int& info) {
  if (scanner.scanning()) return SANE_STATUS_DEVICE_BUSY;
  Settings& s = scanner.settings;
  if (option == source || option == mode) {
    const std::string text = static_cast<const char*>(value);
    const auto& list = option == source ? sources : modes;
    for (std::size_t i = 0; i < 3; ++i) {
      if (text != list[i]) continue;
      if (option == source) {
        s.source = text;
      } else {
        s.mode = static_cast<Mode>(i);
      }
      info |= SANE_INFO_RELOAD_PARAMS | SANE_INFO_RELOAD_OPTIONS;
      return SANE_STATUS_GOOD;
    }
    return SANE_STATUS_INVAL;
  }
  SANE_Word word = 0;
  std::memcpy(&word, value, sizeof word);
  info |= SANE_INFO_RELOAD_PARAMS;
  if (option == resolution) {
    // The nearest it has, as real drivers do with a value they do not.
    s.dpi = *std::min_element(resolutions.begin() + 1, resolutions.end(), [word](auto a, auto b) {
      return std::abs(std::int64_t{a} - word) < std::abs(std::int64_t{b} - word);
    });
    if (s.dpi != word) info |= SANE_INFO_INEXACT;
    return SANE_STATUS_GOOD;
  }
  const double most = option == tl_x || option == br_x ? 310 : 450;
  edge_of(s, option) = std::clamp(SANE_UNFIX(word), 0.0, most);
  return SANE_STATUS_GOOD;
}

}  // namespace

#pragma GCC visibility push(default)
extern "C" {

SANE_Status sane_vscan_init(SANE_Int* version, SANE_Auth_Callback) {
  if (version != nullptr) *version = SANE_VERSION_CODE(1, 0, 1);
  configure();
  return SANE_STATUS_GOOD;
}

void sane_vscan_exit() {
  listed.clear();
  configured.clear();
}

SANE_Status sane_vscan_get_devices(const SANE_Device*** list, SANE_Bool) {
  listed.clear();
  for (const auto& entry : configured) listed.push_back(&entry->device);
  listed.push_back(nullptr);
  *list = listed.data();
  return SANE_STATUS_GOOD;
}

SANE_Status sane_vscan_open(SANE_String_Const name, SANE_Handle* handle) {
  for (const auto& entry : configured) {
    if (*name != '\0' && entry->name != name) continue;
    const SANE_Status status = meet_at_open(entry->open);
    if (status == SANE_STATUS_GOOD) *handle = new Scanner(Tray(entry->tray));
    return status;
  }
  return SANE_STATUS_INVAL;
}

void sane_vscan_close(SANE_Handle handle) { delete static_cast<Scanner*>(handle); }

const SANE_Option_Descriptor* sane_vscan_get_option_descriptor(SANE_Handle, SANE_Int option) {
  return option >= 0 && option < end ? &descriptors[static_cast<std::size_t>(option)] : nullptr;
}

SANE_Status sane_vscan_control_option(SANE_Handle handle, SANE_Int option, SANE_Action action,
                                      void* value, SANE_Int* info) {
  SANE_Int changed = 0;
  SANE_Status status = SANE_STATUS_UNSUPPORTED;
  if (option < 0 || option >= end || value == nullptr) return SANE_STATUS_INVAL;
  const SANE_Int cap = descriptors[static_cast<std::size_t>(option)].cap;
  if (action == SANE_ACTION_GET_VALUE) status = get(scanner_of(handle), option, value);
  if (action == SANE_ACTION_SET_VALUE)
    status = (cap & SANE_CAP_SOFT_SELECT) != 0 ? set(scanner_of(handle), option, value, changed)
                                               : SANE_STATUS_INVAL;
  if (info != nullptr) *info = changed;
  return status;
}

SANE_Status sane_vscan_get_parameters(SANE_Handle handle, SANE_Parameters* parameters) {
  *parameters = scanner_of(handle).parameters();
  return SANE_STATUS_GOOD;
}

SANE_Status sane_vscan_start(SANE_Handle handle) {
  try {
    return scanner_of(handle).start();
  } catch (const std::bad_alloc&) {
    return SANE_STATUS_NO_MEM;
  }
}

SANE_Status sane_vscan_read(SANE_Handle handle, SANE_Byte* buffer, SANE_Int room,
                            SANE_Int* length) {
  return scanner_of(handle).read(buffer, room, length);
}

void sane_vscan_cancel(SANE_Handle handle) { scanner_of(handle).cancel(); }

SANE_Status sane_vscan_set_io_mode(SANE_Handle, SANE_Bool non_blocking) {
  return non_blocking != SANE_FALSE ? SANE_STATUS_UNSUPPORTED : SANE_STATUS_GOOD;
}

SANE_Status sane_vscan_get_select_fd(SANE_Handle, SANE_Int*) { return SANE_STATUS_UNSUPPORTED; }

}  // extern "C"
#pragma GCC visibility pop
