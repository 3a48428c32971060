#include "pipeline/read_pages.h"

#include <filesystem>

#include <stdlib.h>

#include "pipeline/run_pages.h"

namespace sohoa {
namespace fs = std::filesystem;
namespace {

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "sohoa-read-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
      throw Error(Cause::storage_unusable, name + ": cannot be made");
    path_ = name;
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const noexcept { return path_; }

 private:
  fs::path path_;
};

}  // namespace

std::vector<LostInput> read_pages(const OpenSource& open, const RecipeSettings& recipe,
                                  std::size_t workers, const std::function<void(const Page&)>& take,
                                  const Listener& listener, const std::stop_token& stop) {
  const TemporaryFolder folder;
  auto batch = storage::Batch::open(folder.path(), {"read", "files", {}, "", "source"});
  Intake intake(batch, open, listener);
  const auto take_text = [&](const Page& page) {
    take(page);
    std::error_code ignored;
    fs::remove(page.image.file, ignored);  // its text is all that is wanted
  };
  run_pages([&](const std::stop_token& s) { return intake.next(s); }, recipe, workers,
            belt_capacity(workers), take_text, listener, stop);
  if (stop.stop_requested()) throw Error(Cause::stopped, "stopped while reading");
  return intake.lost();
}

}  // namespace sohoa
