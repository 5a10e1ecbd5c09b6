package io.spiffeaws.doctor;

import io.spiffeaws.system.Account;
import io.spiffeaws.system.Caller;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The attributes of this process as text.
final class CallerText {
  private static final int SHORT_ID = 12;

  private CallerText() {}

  /// Returns the attributes that are known, as an agent sees them; empty if none is.
  static String of(Caller caller) {
    var parts = new ArrayList<String>();
    caller.user().ifPresent(user -> parts.add("uid " + user));
    caller.group().ifPresent(group -> parts.add("gid " + group));
    if (!caller.supplementary().isEmpty()) {
      parts.add("supplementary groups " + listed(caller.supplementary()));
    }
    caller.pid().ifPresent(pid -> parts.add("pid " + pid));
    var container = caller.container();
    container.namespace().ifPresent(name -> parts.add("Kubernetes namespace " + name));
    container.podUid().ifPresent(uid -> parts.add("pod " + uid));
    container.id().ifPresent(id -> parts.add("container " + id.substring(0, SHORT_ID)));
    return String.join(", ", parts);
  }

  private static String listed(List<Account> groups) {
    return groups.stream().map(Account::toString).collect(Collectors.joining(" "));
  }

  /// Returns the last part of an ID for this process: the name of its user.
  static String name(Caller caller) {
    return caller
        .user()
        .map(user -> user.name().orElse("uid-" + user.id()).replaceAll("[^A-Za-z0-9._-]", "-"))
        .filter(name -> !name.matches("\\.*"))
        .orElse("app");
  }
}
