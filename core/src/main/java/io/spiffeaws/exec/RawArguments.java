package io.spiffeaws.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The arguments and the environment of this process as bytes. Java decodes them with the charset
/// of the locale, which in the C locale loses all characters beyond ASCII. A program that replaces
/// this process must receive the original bytes.
final class RawArguments {
  /// The prefix under which the launcher script saves a variable that it changes for the JVM.
  private static final String KEPT = "SPIFFE_AWS_KEPT_";

  private RawArguments() {}

  /// Returns the bytes of arguments.
  ///
  /// @param words the last arguments of the command line
  static List<byte[]> arguments(List<String> words) {
    var raw = read("/proc/self/cmdline");
    var tail = raw.size() < words.size() ? raw : raw.subList(raw.size() - words.size(), raw.size());
    var arguments = new ArrayList<byte[]>();
    for (var i = 0; i < words.size(); i++) {
      arguments.add(
          plain(words.get(i)) || tail.size() < words.size() ? utf8(words.get(i)) : tail.get(i));
    }
    return arguments;
  }

  /// Returns `NAME=VALUE` entries. A value that is the same in this process's own environment has
  /// the bytes from there.
  static List<byte[]> environment(Map<String, String> environment) {
    return environment(
        environment, read("/proc/self/environ"), new ProcessBuilder().environment()::get);
  }

  /// As [#environment(Map)], for a given inherited environment. A variable is inherited if its
  /// value is: a new value for the same name is written as it is.
  ///
  /// @param inherited `NAME=VALUE`; the first entry of each name counts, as for [System#getenv]
  /// @param decoded returns the value of a name as Java reads it; null if there is none
  static List<byte[]> environment(
      Map<String, String> environment,
      List<byte[]> inherited,
      Function<String, @Nullable String> decoded) {
    var raw = new HashMap<String, byte[]>();
    for (var entry : inherited) {
      var text = new String(entry, StandardCharsets.ISO_8859_1);
      var name = text.substring(0, Math.max(0, text.indexOf('=')));
      raw.putIfAbsent(name, Arrays.copyOfRange(entry, name.length(), entry.length));
    }
    var entries = new ArrayList<byte[]>();
    environment.forEach((name, value) -> {
      var origin =
          plain(value)
              ? Optional.<String>empty()
              : Stream.of(name, KEPT + name)
                  .filter(each -> raw.containsKey(each) && value.equals(decoded.apply(each)))
                  .findFirst();
      entries.add(
          origin
              .map(each -> joined(utf8(name), Objects.requireNonNull(raw.get(each))))
              .orElseGet(() -> utf8(name + "=" + value)));
    });
    return entries;
  }

  private static byte[] joined(byte[] name, byte[] rest) {
    var whole = Arrays.copyOf(name, name.length + rest.length);
    System.arraycopy(rest, 0, whole, name.length, rest.length);
    return whole;
  }

  /// Whether a text is known to equal its bytes: characters that could not be decoded appear as `?`
  /// or as characters beyond ASCII.
  private static boolean plain(String text) {
    return text.chars().allMatch(c -> c < 128 && c != '?');
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<byte[]> read(String file) {
    try {
      var text = new String(Files.readAllBytes(Path.of(file)), StandardCharsets.ISO_8859_1);
      var words = new ArrayList<byte[]>();
      for (var word : text.split("\0", -1)) {
        words.add(word.getBytes(StandardCharsets.ISO_8859_1));
      }
      words.removeLast(); // the empty text after the last zero byte
      return words;
    } catch (IOException e) {
      return List.of();
    }
  }
}
