// sohoa fields: kinds and fields of documents, as one JSON object.
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "service/commands.h"
#include "service/fields_job.h"
#include "service/standard_output.h"
#include "storage/dossier_json.h"

namespace sohoa::service {
namespace {

using nlohmann::ordered_json;

double milliseconds(double seconds) { return std::round(seconds * 1e5) / 1e2; }

}  // namespace

// A document a line, as soon as it is finished: the output of a long run can be followed.
int fields(const Invocation& invocation, Reporter& reporter, const std::stop_token& stop) {
  const char* before = "{\"documents\": [\n";
  double seconds = 0;
  const int code = run_fields_job(
      invocation, false, reporter,
      [&](const std::string& file, const FileFields& fields) {
        auto object = as_json(file, fields);
        object["cpu_ms"] = milliseconds(fields.cpu_seconds);
        object["fields"] = ordered_json::parse(storage::fields_object(fields.extraction.fields));
        if (!fields.extraction.minimum.empty())
          object["minimum"] =
              ordered_json::parse(storage::fields_object(fields.extraction.minimum));
        deliver(before + object.dump(-1, ' ', false, ordered_json::error_handler_t::replace));
        before = ",\n";
        seconds += fields.cpu_seconds;
      },
      stop);
  deliver(fmt::format("\n], \"cpu_ms\": {}}}\n", milliseconds(seconds)));
  flush_delivered();
  return code;
}

}  // namespace sohoa::service
