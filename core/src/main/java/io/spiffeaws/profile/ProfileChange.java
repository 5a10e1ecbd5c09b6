package io.spiffeaws.profile;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Change.Action;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/// Describes the change that an edit made to a profile, without its secrets.
final class ProfileChange {
  private ProfileChange() {}

  static Change of(ProfileFile file, ProfileName profile, ProfileFile.Edited edited) {
    Predicate<String> section = name -> file.kind().names(name, profile);
    return new Change(
        Change.Kind.PROFILE,
        profile.text(),
        action(edited, section),
        file.path().toString(),
        String.join(
            "\n", diff(edited.before().settings(section), edited.after().settings(section))));
  }

  private static Action action(ProfileFile.Edited edited, Predicate<String> section) {
    if (!edited.changed()) {
      return Action.UNCHANGED;
    }
    if (edited.before().count(section) == 0) {
      return Action.CREATED;
    }
    return edited.after().count(section) == 0 ? Action.DELETED : Action.UPDATED;
  }

  private static List<String> diff(Map<String, String> before, Map<String, String> after) {
    var lines = new ArrayList<String>();
    before.forEach((name, value) -> {
      if (!Objects.equals(after.get(name), value)) {
        lines.add("- " + line(name, value));
      }
    });
    after.forEach((name, value) -> {
      if (!Objects.equals(before.get(name), value)) {
        lines.add("+ " + line(name, value));
      }
    });
    return lines;
  }

  private static String line(String name, String value) {
    return name + " = " + (ProfileSetting.isSecret(name) ? "(hidden)" : characters(value));
  }

  /// The file's text has one character for each byte.
  private static String characters(String value) {
    return new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
