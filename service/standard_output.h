// Standard output as a stream of data: what cannot be delivered ends the command.
#pragma once
#include <string_view>

namespace sohoa::service {

// Throws Error(stopped) if nobody reads any more, Error(disk_full) if it cannot be written.
void deliver(std::string_view text);
void flush_delivered();  // the same errors; once, at the end

}  // namespace sohoa::service
