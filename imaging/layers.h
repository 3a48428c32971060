// A page parted into layers that each need little: paper, ink of one colour, and the rest as it is.
//
// Mixed raster content. Ink by Sauvola's threshold (2000); what is coloured against the paper
// around it - seals, pens, photographs - is left whole, so that no threshold touches it.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/page.h"

namespace sohoa::imaging {

struct Layers {
  PageImage paper;             // a pixel a grain (fidelity.h)
  int width = 0, height = 0;   // of `ink` and of all that `paper` covers: at least the page
  std::vector<std::byte> ink;  // packed rows, 1 = ink; empty: there is none
  std::array<std::uint8_t, 3> colour{};  // of the ink, RGB
  std::vector<Box> patches;              // within the page, apart from one another
};

class Parting {
 public:
  // `page`: gray8 or rgb24; must outlive this.
  explicit Parting(const PageImage& page);
  Parting(const Parting&) = delete;
  Parting& operator=(const Parting&) = delete;
  ~Parting();

  // This part of the page shall be left as it is.
  void keep(const Box& part);
  // Share of the page that is left as it is.
  double kept() const;
  Layers layers() const;

 private:
  struct Grounds;
  std::unique_ptr<Grounds> grounds_;
};

}  // namespace sohoa::imaging
