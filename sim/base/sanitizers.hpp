// Whether a sanitizer is built in.
#pragma once

namespace cptsim {

/// The address and the thread sanitizer take all addresses from the start: limits on memory cannot hold beside them.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool kOwnsAddresses = true;
#elif defined(__has_feature)
inline constexpr bool kOwnsAddresses = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
inline constexpr bool kOwnsAddresses = false;
#endif

}  // namespace cptsim
