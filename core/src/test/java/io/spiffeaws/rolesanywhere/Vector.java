package io.spiffeaws.rolesanywhere;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.sts.RoleArn;
import io.spiffeaws.sts.SessionName;
import io.spiffeaws.workload.SvidFiles;
import io.spiffeaws.workload.X509Svid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// X509-SVIDs and requests signed with them, created by vector.py, which shares no code with the
/// product.
public final class Vector {
  public static final Instant NOW = Instant.parse("2026-11-30T08:30:00Z");
  private static final Json.Obj ALL = read();

  private final Json.Obj members;

  private Vector(Json.Obj members) {
    this.members = members;
  }

  /// @param name `EC`, `RSA` or `P-384`
  public static Vector of(String name) {
    return new Vector(object(object(ALL, "svids"), name));
  }

  public String text(String name) {
    return members.text(name).orElseThrow();
  }

  public static String bundle() {
    return ALL.text("bundle").orElseThrow();
  }

  /// Returns the certificates with a fault.
  public static String faulty(String fault) {
    return object(ALL, "faults").text(fault).orElseThrow();
  }

  /// Returns the X509-SVID, with its bundle.
  public X509Svid svid(Path directory) {
    return svid(directory, text("chain"), text("key"));
  }

  public static X509Svid svid(Path directory, String chain, String key) {
    try {
      var file = directory.resolve("svid.key");
      Files.writeString(file, key);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return new SvidFiles(
              Files.writeString(directory.resolve("svid.pem"), chain),
              file,
              Optional.of(Files.writeString(directory.resolve("bundle.pem"), bundle())))
          .read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static RolesAnywhereTarget target() {
    var parameters = object(of("EC").members, "parameters");
    return new RolesAnywhereTarget(
        RolesAnywhereArn.parse(
            parameters.text("trustAnchorArn").orElseThrow(), RolesAnywhereArn.Type.TRUST_ANCHOR),
        RolesAnywhereArn.parse(
            parameters.text("profileArn").orElseThrow(), RolesAnywhereArn.Type.PROFILE));
  }

  static CreateSessionRequest request(X509Svid svid) {
    return new CreateSessionRequest(
        svid,
        target(),
        RoleArn.parse("arn:aws:iam::123456789012:role/s3-app"),
        Optional.of(new SessionName("example.org-s3-app")),
        Duration.ofHours(1));
  }

  private static Json.Obj object(Json.Obj parent, String name) {
    return (Json.Obj) parent.get(name).orElseThrow();
  }

  private static Json.Obj read() {
    try (var in = Vector.class.getResourceAsStream("vector.json")) {
      var text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return (Json.Obj) JsonText.parse(text, "the vector");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
