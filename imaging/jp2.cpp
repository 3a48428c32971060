#include "imaging/jp2.h"

#include <algorithm>
#include <array>
#include <memory>

#include <openjpeg.h>

namespace sohoa::imaging {
namespace {

using Codec = std::unique_ptr<opj_codec_t, decltype([](opj_codec_t* c) { opj_destroy_codec(c); })>;
using Image = std::unique_ptr<opj_image_t, decltype([](opj_image_t* i) { opj_image_destroy(i); })>;
using Stream =
    std::unique_ptr<opj_stream_t, decltype([](opj_stream_t* s) { opj_stream_destroy(s); })>;

void expect(bool done, const char* what) {
  if (!done) throw Error(Cause::bug, std::string("openjpeg: ") + what);
}

// A file that OpenJPEG writes into memory. An allocation that fails must not throw through C: it
// becomes a short write.
struct Sink {
  std::vector<std::byte> bytes;
  std::size_t at = 0;

  static Sink& of(void* user) { return *static_cast<Sink*>(user); }
  static OPJ_SIZE_T write(void* source, OPJ_SIZE_T count, void* user) try {
    Sink& sink = of(user);
    if (sink.at + count > sink.bytes.size()) sink.bytes.resize(sink.at + count);
    std::copy_n(static_cast<const std::byte*>(source), count, sink.bytes.data() + sink.at);
    sink.at += count;
    return count;
  } catch (const std::exception&) {
    return static_cast<OPJ_SIZE_T>(-1);
  }
  static OPJ_OFF_T skip(OPJ_OFF_T count, void* user) {
    of(user).at += static_cast<std::size_t>(count);
    return count;
  }
  static OPJ_BOOL seek(OPJ_OFF_T to, void* user) {
    of(user).at = static_cast<std::size_t>(to);
    return OPJ_TRUE;
  }
};

struct Supply {
  std::span<const std::byte> bytes;
  std::size_t at = 0;

  static Supply& of(void* user) { return *static_cast<Supply*>(user); }
  static OPJ_SIZE_T read(void* target, OPJ_SIZE_T count, void* user) {
    Supply& supply = of(user);
    const std::size_t n = std::min<std::size_t>(count, supply.bytes.size() - supply.at);
    if (n == 0) return static_cast<OPJ_SIZE_T>(-1);
    std::copy_n(supply.bytes.data() + supply.at, n, static_cast<std::byte*>(target));
    supply.at += n;
    return n;
  }
  static OPJ_OFF_T skip(OPJ_OFF_T count, void* user) {
    Supply& supply = of(user);
    const auto left = static_cast<OPJ_OFF_T>(supply.bytes.size() - supply.at);
    if (count < 0 || count > left) return -1;
    supply.at += static_cast<std::size_t>(count);
    return count;
  }
  static OPJ_BOOL seek(OPJ_OFF_T to, void* user) {
    Supply& supply = of(user);
    if (to < 0 || static_cast<std::size_t>(to) > supply.bytes.size()) return OPJ_FALSE;
    supply.at = static_cast<std::size_t>(to);
    return OPJ_TRUE;
  }
};

Image planes_of(const PageImage& image) {
  const OPJ_UINT32 components = image.format() == PixelFormat::rgb24 ? 3 : 1;
  const auto width = static_cast<OPJ_UINT32>(image.width());
  const auto height = static_cast<OPJ_UINT32>(image.height());
  std::array<opj_image_cmptparm_t, 3> planes{};
  for (auto& plane : planes) {
    plane.dx = plane.dy = 1;
    plane.w = width;
    plane.h = height;
    plane.prec = 8;
  }
  Image result(opj_image_create(components, planes.data(),
                                components == 3 ? OPJ_CLRSPC_SRGB : OPJ_CLRSPC_GRAY));
  expect(result != nullptr, "no memory for the planes");
  result->x1 = width;
  result->y1 = height;
  const auto pixels = image.pixels();
  for (OPJ_UINT32 c = 0; c < components; ++c) {
    OPJ_INT32* plane = result->comps[c].data;
    for (std::size_t i = c, n = 0; i < pixels.size(); i += components, ++n)
      plane[n] = std::to_integer<OPJ_INT32>(pixels[i]);
  }
  return result;
}

// Levels of halving, each of which needs two pixels to begin with.
int resolutions(int width, int height) {
  int levels = 1;
  for (int side = std::min(width, height); side >= 2 && levels < 6; side /= 2) ++levels;
  return levels;
}

}  // namespace

std::vector<std::byte> to_jp2(const PageImage& image, double bits_a_pixel) {
  const Image planes = planes_of(image);
  opj_cparameters_t wanted;
  opj_set_default_encoder_parameters(&wanted);
  wanted.tcp_numlayers = 1;
  wanted.cp_disto_alloc = 1;
  wanted.tcp_rates[0] = static_cast<float>(8.0 * planes->numcomps / bits_a_pixel);
  wanted.irreversible = 1;
  wanted.numresolution = resolutions(image.width(), image.height());
  wanted.tcp_mct = planes->numcomps == 3 ? 1 : 0;

  const Codec codec(opj_create_compress(OPJ_CODEC_JP2));
  expect(codec && opj_setup_encoder(codec.get(), &wanted, planes.get()) != OPJ_FALSE,
         "a page that it does not take");
  Sink sink;
  const Stream stream(opj_stream_create(1U << 16U, OPJ_FALSE));
  expect(stream != nullptr, "no memory for a stream");
  opj_stream_set_write_function(stream.get(), Sink::write);
  opj_stream_set_skip_function(stream.get(), Sink::skip);
  opj_stream_set_seek_function(stream.get(), Sink::seek);
  opj_stream_set_user_data(stream.get(), &sink, nullptr);
  expect(opj_start_compress(codec.get(), planes.get(), stream.get()) != OPJ_FALSE &&
             opj_encode(codec.get(), stream.get()) != OPJ_FALSE &&
             opj_end_compress(codec.get(), stream.get()) != OPJ_FALSE,
         "a page was not coded");
  return std::move(sink.bytes);
}

PageImage from_jp2(std::span<const std::byte> file, double dpi) {
  opj_dparameters_t wanted;
  opj_set_default_decoder_parameters(&wanted);
  const Codec codec(opj_create_decompress(OPJ_CODEC_JP2));
  expect(codec && opj_setup_decoder(codec.get(), &wanted) != OPJ_FALSE, "no decoder");
  Supply supply{file};
  const Stream stream(opj_stream_create(1U << 16U, OPJ_TRUE));
  expect(stream != nullptr, "no memory for a stream");
  opj_stream_set_read_function(stream.get(), Supply::read);
  opj_stream_set_skip_function(stream.get(), Supply::skip);
  opj_stream_set_seek_function(stream.get(), Supply::seek);
  opj_stream_set_user_data(stream.get(), &supply, nullptr);
  opj_stream_set_user_data_length(stream.get(), file.size());
  opj_image_t* header = nullptr;
  const bool read = opj_read_header(stream.get(), codec.get(), &header) != OPJ_FALSE;
  const Image planes(header);
  expect(read && opj_decode(codec.get(), stream.get(), planes.get()) != OPJ_FALSE &&
             opj_end_decompress(codec.get(), stream.get()) != OPJ_FALSE,
         "what was coded cannot be decoded");
  const std::size_t components = planes->numcomps;
  expect(components == 1 || components == 3, "other planes than were coded");
  const std::size_t count = std::size_t{planes->comps[0].w} * planes->comps[0].h;
  std::vector<std::byte> pixels(count * components);
  for (std::size_t c = 0; c < components; ++c) {
    const opj_image_comp_t& plane = planes->comps[c];
    expect(plane.data != nullptr && std::size_t{plane.w} * plane.h == count, "a cut plane");
    for (std::size_t i = 0; i < count; ++i)
      pixels[i * components + c] =
          static_cast<std::byte>(std::clamp<OPJ_INT32>(plane.data[i], 0, 255));
  }
  return {static_cast<int>(planes->comps[0].w), static_cast<int>(planes->comps[0].h), dpi,
          components == 3 ? PixelFormat::rgb24 : PixelFormat::gray8, std::move(pixels)};
}

}  // namespace sohoa::imaging
