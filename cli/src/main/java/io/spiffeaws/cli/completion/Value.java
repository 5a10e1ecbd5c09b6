package io.spiffeaws.cli.completion;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;

/// The values of an option or argument, as completion needs them.
sealed interface Value {
  /// No value: the option is a switch.
  record None() implements Value {}

  /// One of these words.
  record OneOf(List<String> words) implements Value {}

  /// The path of a file or directory.
  record FilePath() implements Value {}

  /// A value that a shell cannot complete.
  record Text() implements Value {}

  static Value of(ArgSpec argument) {
    if (argument.arity().max() == 0) {
      return new None();
    }
    var candidates = argument.completionCandidates();
    if (candidates != null) {
      var words = StreamSupport.stream(candidates.spliterator(), false).toList();
      return new OneOf(words);
    }
    return isFile(argument) ? new FilePath() : new Text();
  }

  private static boolean isFile(ArgSpec argument) {
    var type = argument.auxiliaryTypes()[0];
    var label = argument.paramLabel().toUpperCase(Locale.ROOT);
    return type == Path.class
        || type == File.class
        || label.contains("FILE")
        || label.contains("DIR");
  }
}
