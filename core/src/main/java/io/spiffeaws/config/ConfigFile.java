package io.spiffeaws.config;

import io.spiffeaws.file.FileFailure;
import io.spiffeaws.file.PathOwnership;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.text.EditDistance;
import io.spiffeaws.text.InvisibleCharacters;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The configuration file. It holds no secrets.
///
/// @param current the name of the context that is used if none is named
/// @param contexts by name, in the order of the file
/// @param text the content of the file
public record ConfigFile(Optional<String> current, Map<String, Context> contexts, String text) {
  static final String CODE = "malformed-config";

  private static final int MAX_BYTES = 1 << 20;

  public ConfigFile {
    contexts = Collections.unmodifiableMap(new LinkedHashMap<>(contexts));
  }

  /// Reads the file; a file that does not exist is empty, unless it must exist.
  ///
  /// @throws ProblemException malformed, with line and column, if the content is not as expected;
  ///   also if the file cannot be read, or another user can change a file that was found by default
  public static ConfigFile read(ConfigLocation location) {
    var path = location.path();
    return path.isEmpty()
        ? new ConfigFile(Optional.empty(), Map.of(), "")
        : read(path.get(), location);
  }

  private static ConfigFile read(Path path, ConfigLocation location) {
    try {
      var bytes = bytes(path);
      if (location.base().isPresent()) {
        checkOwner(path, location.base().get());
      }
      return ConfigText.parse(path.toString(), decoded(path, bytes));
    } catch (NoSuchFileException | NotDirectoryException e) {
      if (location.mustExist()) {
        throw unreadable(path, e);
      }
      return new ConfigFile(Optional.empty(), Map.of(), "");
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  static ProblemException unreadable(Path path, IOException e) {
    var another = "specify another file with --config";
    return ProblemException.malformed(
        CODE,
        "cannot read the configuration file %s: %s".formatted(path, FileFailure.readReason(e)),
        e instanceof AccessDeniedException ? "allow this user to read it, or " + another : another);
  }

  private static byte[] bytes(Path path) throws IOException {
    try (var in = Files.newInputStream(path)) {
      var bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("it has more than 1 MiB");
      }
      return bytes;
    }
  }

  private static void checkOwner(Path path, Path base) throws IOException {
    var exposure = PathOwnership.below(base).exposure(path);
    if (exposure.isPresent()) {
      throw ProblemException.malformed(
          CODE,
          "the configuration file %s is not used: %s".formatted(path, exposure.get().clause()),
          exposure
                  .get()
                  .writable()
                  .map(open -> TypedCommand.of("to close it, run: chmod go-w %s; ", open))
                  .orElse("")
              + "to use it nevertheless, specify it with --config");
    }
  }

  private static String decoded(Path path, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw ProblemException.malformed(
          CODE, "the configuration file " + path + " is not UTF-8", "save it as UTF-8");
    }
  }

  /// Returns the context of that name.
  ///
  /// @throws ProblemException missing, if the file has no such context
  public Context context(String name) {
    var context = contexts.get(name);
    if (context == null) {
      throw ProblemException.missing(
          "no-such-context",
          "context \"%s\" not found".formatted(name),
          choice(
              name,
              "did you mean %s?",
              "to see where contexts are defined, run: spiffe-aws config path"));
    }
    return context;
  }

  /// Returns the current context, or empty if there is none.
  ///
  /// @throws ProblemException malformed, if the file has no context of that name
  public Optional<Context> currentContext() {
    current
        .filter(name -> !contexts.containsKey(name))
        .ifPresent(name -> {
          throw ProblemException.malformed(
              CODE,
              "current_context \"%s\" not found".formatted(InvisibleCharacters.line(name)),
              choice(
                  name, "did you mean %s? correct current_context", "add a table [contexts.NAME]"));
        });
    return current.map(contexts::get);
  }

  /// @param near the suggestion for a name that is probably misspelt
  /// @param none the hint if there is no context
  private String choice(String name, String near, String none) {
    var names = List.copyOf(contexts.keySet());
    return EditDistance.nearest(name, names)
        .map(meant -> TypedCommand.of(near, meant))
        .orElse(names.isEmpty() ? none : "choose one of " + String.join(", ", names));
  }
}
