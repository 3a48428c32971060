#include "storage/journal.h"

#include <cerrno>
#include <limits>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "storage/folders.h"

namespace sohoa::storage {
namespace fs = std::filesystem;
namespace {

using nlohmann::json;

constexpr std::uint64_t longest_journal = 512U << 20U;
constexpr std::size_t sum_digits = 16;
constexpr std::string_view opening = R"({"sum":")";
constexpr std::string_view middle = R"(","entry":)";
constexpr int largest_side = 1'000'000;

std::string sum_of(std::string_view text) {
  return sha256_of(std::as_bytes(std::span(text))).substr(0, sum_digits);
}

std::string dumped(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

json to_json(const Fault& fault) {
  return {{"cause", cause_name(fault.cause)}, {"stage", fault.stage}, {"detail", fault.detail}};
}

json to_json(const SpooledImage& image) {
  return {{"file", image.file.filename().string()},
          {"encoding", encoding_suffix(image.encoding)},
          {"width", image.width},
          {"height", image.height},
          {"dpi_x", image.dpi_x},
          {"dpi_y", image.dpi_y},
          {"dpi_assumed", image.dpi_assumed},
          {"bytes", image.bytes},
          {"sha256", image.sha256},
          {"origin", image.origin},
          {"side", side_name(image.side)}};
}

// A cause of a later version is kept as `bug`: the page was acknowledged and must not be dropped.
Fault fault_from(const json& value) {
  const auto cause = cause_named(value.at("cause").get<std::string>());
  return {cause.value_or(Cause::bug), value.at("stage").get<std::string>(),
          value.at("detail").get<std::string>()};
}

std::optional<Encoding> encoding_from(std::string_view suffix) {
  for (const auto encoding : {Encoding::jpeg, Encoding::png, Encoding::pnm})
    if (encoding_suffix(encoding) == suffix) return encoding;
  return std::nullopt;
}

std::optional<std::uint32_t> number(const json& value) {
  if (!value.is_number_unsigned()) return std::nullopt;
  const auto wide = value.get<std::uint64_t>();
  if (wide > std::numeric_limits<std::uint32_t>::max()) return std::nullopt;
  return static_cast<std::uint32_t>(wide);
}

int side(const json& value) {
  const auto pixels = number(value);
  return pixels && *pixels <= static_cast<std::uint32_t>(largest_side) ? static_cast<int>(*pixels)
                                                                       : 0;
}

std::optional<SpooledImage> image_from(const json& value) {
  SpooledImage image;
  const auto name = value.at("file").get<std::string>();
  const auto encoding = encoding_from(value.at("encoding").get<std::string>());
  if (!is_safe_name(name) || !encoding || !value.at("bytes").is_number_unsigned())
    return std::nullopt;
  image.file = name;
  image.encoding = *encoding;
  image.width = side(value.at("width"));
  image.height = side(value.at("height"));
  image.dpi_x = value.at("dpi_x").get<double>();
  image.dpi_y = value.at("dpi_y").get<double>();
  image.dpi_assumed = value.at("dpi_assumed").get<bool>();
  image.bytes = value.at("bytes").get<std::uint64_t>();
  image.sha256 = value.at("sha256").get<std::string>();
  image.origin = value.at("origin").get<std::string>();
  // Lines of earlier versions have none.
  const auto side = value.value("side", "only");
  for (const auto each : {Side::front, Side::back})
    if (side_name(each) == side) image.side = each;
  if (image.width <= 0 || image.height <= 0 || image.sha256.size() != 64) return std::nullopt;
  return image;
}

std::optional<JournalEntry> entry_from(const json& value) {
  JournalEntry entry;
  const auto input = number(value.at("input"));
  const auto index = number(value.at("index"));
  if (!input || !index) return std::nullopt;
  entry.input = *input;
  entry.index = *index;
  entry.lost = value.contains("lost");
  if (entry.lost) {
    const auto& lost = value.at("lost");
    entry.loss = {lost.at("origin").get<std::string>(), fault_from(lost.at("fault")),
                  lost.at("file").get<std::string>()};
    return entry;
  }
  auto image = image_from(value.at("image"));
  if (!image) return std::nullopt;
  entry.image = std::move(*image);
  for (const auto& fault : value.at("faults")) entry.faults.push_back(fault_from(fault));
  return entry;
}

}  // namespace

std::string journal_line(const JournalEntry& entry) {
  json value{{"input", entry.input}, {"index", entry.index}};
  if (entry.lost) {
    value["lost"] = {{"origin", entry.loss.origin},
                     {"fault", to_json(entry.loss.fault)},
                     {"file", entry.loss.file}};
  } else {
    value["image"] = to_json(entry.image);
    value["faults"] = json::array();
    for (const auto& fault : entry.faults) value["faults"].push_back(to_json(fault));
  }
  const auto text = dumped(value);
  return fmt::format("{}{}{}{}}}", opening, sum_of(text), middle, text);
}

std::optional<JournalEntry> parse_journal_line(std::string_view line) {
  if (!line.starts_with(opening) || !line.ends_with('}')) return std::nullopt;
  line.remove_prefix(opening.size());
  line.remove_suffix(1);
  const auto sum = line.substr(0, sum_digits);
  line.remove_prefix(sum.size());
  if (!line.starts_with(middle)) return std::nullopt;
  line.remove_prefix(middle.size());
  if (sum != sum_of(line)) return std::nullopt;
  try {
    return entry_from(json::parse(line));
  } catch (const json::exception&) {
    return std::nullopt;
  }
}

Journal::Journal(const fs::path& file) : file_(file) {
  fd_ = Fd(::open(file.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!fd_) refuse(file, "open", errno);
  const auto text = read_file(file, longest_journal);
  std::string_view rest = text;
  std::size_t line_number = 0;
  std::size_t damaged = 0;
  for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    ++line_number;
    auto entry = parse_journal_line(rest.substr(0, end));
    rest.remove_prefix(end + 1);
    if (!entry) {
      if (damaged == 0) damaged = line_number;
      continue;
    }
    if (damaged != 0)
      throw Error(Cause::image_damaged,
                  fmt::format("{} line {}: its checksum does not fit, and it is not the last",
                              file.string(), damaged));
    entries_.push_back(std::move(*entry));
    before_ = end_;
    end_ = text.size() - rest.size();
  }
  if (end_ == text.size()) return;
  if (::ftruncate(fd_.get(), static_cast<off_t>(end_)) != 0)
    refuse(file_, "cut off a torn line", errno);
  sync();
}

void Journal::append(const JournalEntry& entry) {
  const auto line = journal_line(entry) + "\n";
  if (!parse_journal_line(std::string_view(line).substr(0, line.size() - 1)))
    throw Error(Cause::bug, fmt::format("{}: page {}-{} has no width, height or resolution",
                                        file_.string(), entry.input, entry.index));
  before_ = end_;
  try {
    write_all(fd_.get(), std::as_bytes(std::span(line)), file_);
  } catch (const Error&) {
    undo();
    throw;
  }
  end_ += line.size();
}

void Journal::sync() {
  if (::fdatasync(fd_.get()) != 0) refuse(file_, "sync", errno);
}

void Journal::undo() noexcept {
  // If even this is refused, the next opening finds a torn line or a page without its file.
  if (::ftruncate(fd_.get(), static_cast<off_t>(before_)) == 0) end_ = before_;
}

}  // namespace sohoa::storage
