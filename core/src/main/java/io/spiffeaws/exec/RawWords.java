package io.spiffeaws.exec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The process's own arguments and environment as bytes. Java reads them as text in the locale's
/// charset, which in the C locale loses all that is not ASCII; a program that comes in this one's
/// place must get them as they were.
final class RawWords {
  private RawWords() {}

  /// @param words the last of the command line
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

  /// `NAME=VALUE`, each as it was inherited where it was.
  static List<byte[]> environment(Map<String, String> environment) {
    var raw = new HashMap<String, byte[]>();
    for (var entry : read("/proc/self/environ")) {
      var text = new String(entry, StandardCharsets.ISO_8859_1);
      raw.put(text.substring(0, Math.max(0, text.indexOf('='))), entry);
    }
    var entries = new ArrayList<byte[]>();
    environment.forEach((name, value) -> {
      var inherited = raw.get(name);
      entries.add(plain(value) || inherited == null ? utf8(name + "=" + value) : inherited);
    });
    return entries;
  }

  /// Whether a text surely is what the bytes said: what could not be read shows as `?` or beyond
  /// ASCII.
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
      words.removeLast(); // what follows the last zero byte
      return words;
    } catch (IOException e) {
      return List.of();
    }
  }
}
