// What goes wrong, in three words: Error (an exception: this page, document or job cannot go on),
// Fault (a value: it happened, was survived, and is kept with the page or dossier), assertion (our
// own bug). A Cause says what happened; its Remedy what a person can do; core/messages.h says both
// in Vietnamese.
#pragma once
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace sohoa {

// What the person who sees the message can do about it. The command's exit code follows from it.
enum class Remedy : std::uint8_t {
  replace_input,
  check_device,
  fix_setup,
  retry_later,
  report_bug
};

// One entry per thing that can happen. Written to dossiers by name (cause_name), so a name is never
// changed; each has its Vietnamese sentence in core/messages.cpp.
enum class Cause : std::uint8_t {
  // the input is at fault: replace_input
  file_missing,        // no such file, or not readable by this user
  file_unsupported,    // not an image or PDF we read
  image_damaged,       // truncated or corrupt
  page_too_large,      // beyond the limits on pixels or bytes
  too_many_pages,      // beyond the limit on pages of one file
  pdf_encrypted,       // needs a password
  pdf_signed,          // carries signatures that a page image cannot keep
  resolution_unknown,  // the file names none; the paper size was assumed
  resolution_low,      // under 200 dpi, which the law demands of digitised papers
  decoder_crashed,     // the file made its decoder crash or exceed its limits
  input_empty,         // no page at all
  dossier_exists,      // that dossier code is already in the storage
  dossier_busy,        // another run works on that dossier code
  code_invalid,        // not usable as a dossier code
  batch_unfinished,  // an older scan on this device was left unfinished; it must be named to go on
  not_trusted,       // verification found something wrong
  charset_unknown,   // in which encoding a text is written cannot be told
  kind_unknown,      // no form definition has that kind
  typed_invalid,     // a file of typed values cannot be used
  // the scanner: check_device
  device_missing,  // no such device
  device_busy,
  device_denied,   // no permission to open it
  device_failed,   // input/output error, or it was unplugged
  device_stalled,  // no byte came within the limit; the driver was ended
  driver_crashed,  // the vendor's driver crashed or left
  option_refused,  // source, mode or resolution not offered by the device
  feeder_empty,    // no paper at the start
  paper_jam,
  cover_open,
  page_incomplete,  // the page ended before its last line
  page_truncated,   // its lower part is one constant colour: cut off in transfer
  // this machine: fix_setup
  data_missing,        // language data, model, schema or font not found
  definition_invalid,  // a form definition cannot be used
  settings_invalid,    // settings file
  key_missing,
  key_unusable,      // wrong password, expired, too weak, not for signing
  token_failed,      // the USB token or security module does not answer, or is locked
  storage_unusable,  // folder missing or not writable
  disk_full,
  // try again: retry_later
  stopped,              // interrupted; running again goes on from here
  service_unreachable,  // a service on the network does not answer
  time_stamp_failed,    // no time-stamp could be had; the signature is kept as it is
  revocation_unknown,   // whether a certificate was revoked could not be learnt
  // survived, and worth a look
  reading_failed,  // the text could not be read; the page goes on as image only
  straighten_failed,
  codes_failed,       // bar codes could not be looked for
  text_unread,        // more of the page's ink than allowed looks like text and was not read
  page_missing,       // printed page numbers leave one out
  page_misplaced,     // printed page numbers go back
  double_feed,        // the scanner may have drawn two sheets at once
  page_repeated,      // the same page is in the stack twice
  page_blank,         // nothing on a sheet that was scanned on one side
  pages_alike,        // alike but for one place: with and without a note, or changed
  sheets_differ,      // not as many sheets as were counted by hand
  turn_doubtful,      // which way up a page with text lies could not be told
  field_missing,      // a required field was not found
  field_doubtful,     // a field's value is not certain
  typed_unused,       // a typed value fits no field of its document
  minimum_missing,    // one of the nine things a digitised paper is filed by is not known
  component_missing,  // a paper that the procedure asks for is not in the dossier
  do_not_digitize,    // a paper that the law says not to digitise
  secret_refused,     // a paper with a secrecy mark: never digitised
  block_left_out,     // a signature is invisible: page 1 has no room for its text
  scan_resumed,       // the scan was interrupted and went on: a sheet may be missing or doubled
  check_failed,       // the finished file does not say what was put in: report_bug
  bug,                // report_bug
};

Remedy remedy(Cause cause) noexcept;
std::string_view cause_name(Cause cause) noexcept;  // "page_too_large"
std::optional<Cause> cause_named(std::string_view name) noexcept;

// The only exception we throw on purpose. what() is one lower-case English line naming the object
// and what was expected: "scan.tif page 7: 60000x60000 pixels; the limit is 30000 a side".
struct Error : std::runtime_error {
  Error(Cause c, const std::string& detail) : std::runtime_error(detail), cause(c) {}
  Cause cause;
};

// An error that was survived.
struct Fault {
  Cause cause = Cause::bug;
  std::string stage;   // where: "acquire", "straighten", "read", …
  std::string detail;  // as Error::what()
};

}  // namespace sohoa
