// What PyTorch does slowly on one core: the network's front (3x3 convolution to 16, 3x3 maximum, tanh) with its gradient,
// and connectionist temporal classification. Plain C functions for ctypes; the caller owns every buffer.
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

namespace {
using Lanes = float __attribute__((vector_size(64), aligned(4)));
using Marks = int __attribute__((vector_size(64), aligned(4)));
constexpr int features = 16, taps = 9, pool = 3;
}  // namespace

extern "C" {

// image: batch x (3 rows + 2) x (width + 2), borders included. weights: tap-major 9 x 16, then 16 biases.
// out: rows x columns x batch x 16, columns = width / 3; place: which of the nine was the largest.
void front(const float* image, int batch, int rows, int width, const float* weights, float* out, std::uint8_t* place) {
  Lanes kernel[taps], bias;
  std::memcpy(kernel, weights, sizeof kernel);
  std::memcpy(&bias, weights + taps * features, sizeof bias);
  const int columns = width / pool, stride = width + 2;
  for (int b = 0; b < batch; ++b)
    for (int y = 0; y < rows; ++y)
      for (int t = 0; t < columns; ++t) {
        const float* corner = image + (static_cast<long>(b) * (rows * pool + 2) + y * pool) * stride + t * pool;
        Lanes best;
        Marks which{};
        for (int n = 0; n < pool * pool; ++n) {
          const float* at = corner + n / pool * stride + n % pool;
          Lanes sum = bias;
          for (int k = 0; k < taps; ++k) sum += kernel[k] * at[k / 3 * stride + k % 3];
          if (n == 0) {
            best = sum;
          } else {
            const Marks larger = sum > best;
            best = larger ? sum : best;
            which = larger ? Marks{} + n : which;
          }
        }
        const long to = ((static_cast<long>(y) * columns + t) * batch + b) * features;
        for (int f = 0; f < features; ++f) {
          out[to + f] = std::tanh(best[f]);
          place[to + f] = static_cast<std::uint8_t>(which[f]);
        }
      }
}

// slope: the loss by `out`; gradient: laid out as weights, added to.
void front_backward(const float* image, int batch, int rows, int width, const float* out, const float* slope,
                    const std::uint8_t* place, float* gradient) {
  const int columns = width / pool, stride = width + 2;
  std::vector<float> sum((taps + 1) * features);
  for (int y = 0; y < rows; ++y)
    for (int t = 0; t < columns; ++t)
      for (int b = 0; b < batch; ++b) {
        const float* corner = image + (static_cast<long>(b) * (rows * pool + 2) + y * pool) * stride + t * pool;
        const long to = ((static_cast<long>(y) * columns + t) * batch + b) * features;
        for (int f = 0; f < features; ++f) {
          const float s = slope[to + f] * (1 - out[to + f] * out[to + f]);
          const int n = place[to + f];
          const float* at = corner + n / pool * stride + n % pool;
          for (int k = 0; k < taps; ++k) sum[k * features + f] += s * at[k / 3 * stride + k % 3];
          sum[taps * features + f] += s;
        }
      }
  for (std::size_t i = 0; i < sum.size(); ++i) gradient[i] += sum[i];
}

// chances: softmax, steps x batch x codes; becomes the loss by the logits. labels: all lines' codes one after another.
// losses: a line each, negative log likelihood; -1 where the line is too short for its text (no gradient then).
void ctc(float* chances, int steps, int batch, int codes, const int* lengths, const int* labels, const int* label_counts,
         int blank, float* losses) {
  std::vector<int> state;
  std::vector<double> forward, back, next, skip, chance, occupied(static_cast<std::size_t>(codes));
  for (int b = 0; b < batch; labels += label_counts[b], ++b) {
    const int count = label_counts[b], states = 2 * count + 1, length = lengths[b];
    state.assign(states, blank);
    for (int i = 0; i < count; ++i) state[2 * i + 1] = labels[i];
    skip.assign(states + 2, 0);
    for (int s = 3; s < states; s += 2) skip[s] = state[s] != state[s - 2];
    const long row = static_cast<long>(batch) * codes;
    float* mine = chances + static_cast<long>(b) * codes;
    chance.resize(static_cast<std::size_t>(length) * states);
    for (int t = 0; t < length; ++t)
      for (int s = 0; s < states; ++s) chance[static_cast<long>(t) * states + s] = mine[t * row + state[s]] + 1e-12;
    forward.assign(static_cast<std::size_t>(length) * states, 0);
    double likelihood = 0;
    bool possible = true;
    for (int t = 0; t < length; ++t) {
      double* now = &forward[static_cast<long>(t) * states];
      const double* p = &chance[static_cast<long>(t) * states];
      if (t == 0) {
        now[0] = p[0];
        if (states > 1) now[1] = p[1];
      } else {
        const double* before = now - states;
        now[0] = before[0] * p[0];
        if (states > 1) now[1] = (before[1] + before[0]) * p[1];
        for (int s = 2; s < states; ++s) now[s] = (before[s] + before[s - 1] + skip[s] * before[s - 2]) * p[s];
      }
      double total = 0;
      for (int s = 0; s < states; ++s) total += now[s];
      if (!(total > 0)) { possible = false; break; }
      const double scale = 1 / total;
      for (int s = 0; s < states; ++s) now[s] *= scale;
      likelihood += std::log(total);
    }
    if (possible) {
      const double* last = &forward[static_cast<long>(length - 1) * states];
      const double end = last[states - 1] + (states > 1 ? last[states - 2] : 0);
      possible = end > 1e-200;
      likelihood += possible ? std::log(end) : 0;
    }
    losses[b] = possible ? static_cast<float>(-likelihood) : -1.0f;
    if (!possible) {
      for (int t = 0; t < steps; ++t) std::memset(mine + t * row, 0, sizeof(float) * codes);
      continue;
    }
    back.assign(states + 2, 0);
    next.assign(states + 2, 0);
    back[states - 1] = 1;
    if (states > 1) back[states - 2] = 1;
    for (int t = length - 1; t >= 0; --t) {
      const double* now = &forward[static_cast<long>(t) * states];
      double total = 0;
      for (int s = 0; s < states; ++s) total += now[s] * back[s];
      for (int s = 0; s < states; ++s) occupied[state[s]] += now[s] * back[s] / total;
      for (int s = 0; s < states; ++s) {
        mine[t * row + state[s]] -= static_cast<float>(occupied[state[s]]);
        occupied[state[s]] = 0;
      }
      const double* p = &chance[static_cast<long>(t) * states];
      double sum = 0;
      for (int s = 0; s < states; ++s) sum += (next[s] = back[s] * p[s]);
      next[states] = next[states + 1] = 0;
      const double scale = sum > 0 ? 1 / sum : 0;
      for (int s = 0; s < states; ++s) back[s] = (next[s] + next[s + 1] + skip[s + 2] * next[s + 2]) * scale;
    }
    for (int t = length; t < steps; ++t) std::memset(mine + t * row, 0, sizeof(float) * codes);
  }
}
}
