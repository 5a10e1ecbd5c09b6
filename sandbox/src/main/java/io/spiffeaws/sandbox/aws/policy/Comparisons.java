package io.spiffeaws.sandbox.aws.policy;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Comparisons of values that are not strings. A value that cannot be parsed matches nothing.
final class Comparisons {
  private Comparisons() {}

  /// Compares numbers.
  ///
  /// @param order accepts the order of the request's value relative to the policy's
  static BiPredicate<String, String> numbers(IntPredicate order) {
    return (policy, actual) -> compare(number(policy), number(actual), order);
  }

  static BiPredicate<String, String> dates(IntPredicate order) {
    return (policy, actual) -> compare(date(policy), date(actual), order);
  }

  /// Returns whether an address belongs to a network.
  ///
  /// @param network an address, or an address followed by `/` and the prefix length
  static boolean inNetwork(String network, String address) {
    try {
      int slash = network.indexOf('/');
      var base =
          InetAddress.ofLiteral(slash < 0 ? network : network.substring(0, slash)).getAddress();
      var tested = InetAddress.ofLiteral(address).getAddress();
      int bits = slash < 0 ? base.length * 8 : Integer.parseInt(network.substring(slash + 1));
      return base.length == tested.length
          && bits >= 0
          && bits <= base.length * 8
          && samePrefix(base, tested, bits);
    } catch (IllegalArgumentException unreadable) {
      return false;
    }
  }

  private static boolean samePrefix(byte[] base, byte[] tested, int bits) {
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((base[bit / 8] & mask) != (tested[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static <T extends Comparable<T>> boolean compare(
      @Nullable T policy, @Nullable T actual, IntPredicate order) {
    return policy != null && actual != null && order.test(actual.compareTo(policy));
  }

  private static @Nullable BigDecimal number(String text) {
    try {
      return text.length() > 40 ? null : new BigDecimal(text);
    } catch (NumberFormatException unreadable) {
      return null;
    }
  }

  /// Parses ISO 8601 or seconds since 1970.
  private static @Nullable Instant date(String text) {
    return epoch(text)
        .or(() -> read(() -> OffsetDateTime.parse(text).toInstant()))
        .or(() -> read(() -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()))
        .orElse(null);
  }

  private static Optional<Instant> epoch(String text) {
    try {
      return read(() -> Instant.ofEpochSecond(Long.parseLong(text)));
    } catch (NumberFormatException notEpoch) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> read(java.util.function.Supplier<Instant> reader) {
    try {
      return Optional.of(reader.get());
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
