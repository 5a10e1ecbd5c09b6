package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.fuzz.Target;
import java.nio.file.Path;
import java.util.List;

/// The parsers of this package.
public final class EndpointTargets {
  private EndpointTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.json(
            "role map",
            text -> RoleMap.parse(text, Path.of("/")),
            "{\"/a\":{\"role\":\"arn:aws:iam::123456789012:role/a\",\"token_file\":\"t\"},"
                + "\"/b/c\":{\"role\":\"arn:aws:iam::123456789012:role/b\",\"token_file\":\"/u\"}}"),
        Target.text("listen address", ListenAddress::parse, "127.0.0.1:8080", "unix:/run/a.sock"));
  }
}
