#include "core/error.h"

#include <array>

namespace sohoa {
namespace {

struct Entry {
  Cause cause;
  std::string_view name;
  Remedy remedy;
};

constexpr auto entries = std::to_array<Entry>({
    {Cause::file_missing, "file_missing", Remedy::replace_input},
    {Cause::file_unsupported, "file_unsupported", Remedy::replace_input},
    {Cause::image_damaged, "image_damaged", Remedy::replace_input},
    {Cause::page_too_large, "page_too_large", Remedy::replace_input},
    {Cause::too_many_pages, "too_many_pages", Remedy::replace_input},
    {Cause::pdf_encrypted, "pdf_encrypted", Remedy::replace_input},
    {Cause::pdf_signed, "pdf_signed", Remedy::replace_input},
    {Cause::resolution_unknown, "resolution_unknown", Remedy::replace_input},
    {Cause::resolution_low, "resolution_low", Remedy::replace_input},
    {Cause::decoder_crashed, "decoder_crashed", Remedy::replace_input},
    {Cause::input_empty, "input_empty", Remedy::replace_input},
    {Cause::dossier_exists, "dossier_exists", Remedy::replace_input},
    {Cause::dossier_busy, "dossier_busy", Remedy::retry_later},
    {Cause::code_invalid, "code_invalid", Remedy::replace_input},
    {Cause::batch_unfinished, "batch_unfinished", Remedy::retry_later},
    {Cause::not_trusted, "not_trusted", Remedy::replace_input},
    {Cause::charset_unknown, "charset_unknown", Remedy::replace_input},
    {Cause::kind_unknown, "kind_unknown", Remedy::replace_input},
    {Cause::typed_invalid, "typed_invalid", Remedy::replace_input},
    {Cause::device_missing, "device_missing", Remedy::check_device},
    {Cause::device_busy, "device_busy", Remedy::check_device},
    {Cause::device_denied, "device_denied", Remedy::check_device},
    {Cause::device_failed, "device_failed", Remedy::check_device},
    {Cause::device_stalled, "device_stalled", Remedy::check_device},
    {Cause::driver_crashed, "driver_crashed", Remedy::check_device},
    {Cause::option_refused, "option_refused", Remedy::check_device},
    {Cause::feeder_empty, "feeder_empty", Remedy::check_device},
    {Cause::paper_jam, "paper_jam", Remedy::check_device},
    {Cause::cover_open, "cover_open", Remedy::check_device},
    {Cause::page_incomplete, "page_incomplete", Remedy::check_device},
    {Cause::page_truncated, "page_truncated", Remedy::check_device},
    {Cause::data_missing, "data_missing", Remedy::fix_setup},
    {Cause::definition_invalid, "definition_invalid", Remedy::fix_setup},
    {Cause::settings_invalid, "settings_invalid", Remedy::fix_setup},
    {Cause::key_missing, "key_missing", Remedy::fix_setup},
    {Cause::key_unusable, "key_unusable", Remedy::fix_setup},
    {Cause::token_failed, "token_failed", Remedy::fix_setup},
    {Cause::storage_unusable, "storage_unusable", Remedy::fix_setup},
    {Cause::disk_full, "disk_full", Remedy::fix_setup},
    {Cause::stopped, "stopped", Remedy::retry_later},
    {Cause::service_unreachable, "service_unreachable", Remedy::retry_later},
    {Cause::time_stamp_failed, "time_stamp_failed", Remedy::retry_later},
    {Cause::revocation_unknown, "revocation_unknown", Remedy::retry_later},
    {Cause::reading_failed, "reading_failed", Remedy::replace_input},
    {Cause::straighten_failed, "straighten_failed", Remedy::replace_input},
    {Cause::codes_failed, "codes_failed", Remedy::retry_later},
    {Cause::text_unread, "text_unread", Remedy::replace_input},
    {Cause::page_missing, "page_missing", Remedy::replace_input},
    {Cause::page_misplaced, "page_misplaced", Remedy::replace_input},
    {Cause::double_feed, "double_feed", Remedy::replace_input},
    {Cause::page_repeated, "page_repeated", Remedy::replace_input},
    {Cause::page_blank, "page_blank", Remedy::replace_input},
    {Cause::pages_alike, "pages_alike", Remedy::replace_input},
    {Cause::sheets_differ, "sheets_differ", Remedy::replace_input},
    {Cause::turn_doubtful, "turn_doubtful", Remedy::replace_input},
    {Cause::field_missing, "field_missing", Remedy::replace_input},
    {Cause::field_doubtful, "field_doubtful", Remedy::replace_input},
    {Cause::typed_unused, "typed_unused", Remedy::replace_input},
    {Cause::minimum_missing, "minimum_missing", Remedy::replace_input},
    {Cause::component_missing, "component_missing", Remedy::replace_input},
    {Cause::do_not_digitize, "do_not_digitize", Remedy::replace_input},
    {Cause::secret_refused, "secret_refused", Remedy::replace_input},
    {Cause::block_left_out, "block_left_out", Remedy::replace_input},
    {Cause::scan_resumed, "scan_resumed", Remedy::replace_input},
    {Cause::check_failed, "check_failed", Remedy::report_bug},
    {Cause::bug, "bug", Remedy::report_bug},
});

constexpr bool in_order() {
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (static_cast<std::size_t>(entries[i].cause) != i) return false;
  return entries.size() == static_cast<std::size_t>(Cause::bug) + 1;
}
static_assert(in_order(), "one entry per cause, in the order of the enumeration");

}  // namespace

Remedy remedy(Cause cause) noexcept { return entries[static_cast<std::size_t>(cause)].remedy; }

std::string_view cause_name(Cause cause) noexcept {
  return entries[static_cast<std::size_t>(cause)].name;
}

std::optional<Cause> cause_named(std::string_view name) noexcept {
  for (const auto& entry : entries)
    if (entry.name == name) return entry.cause;
  return std::nullopt;
}

}  // namespace sohoa
