package io.spiffeaws.sandbox.aws.account;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A role.
///
/// @param trust the text of the trust policy, as given
public record Role(
    Identity identity,
    Settings settings,
    String trust,
    Policies policies,
    Map<String, String> tags) {

  public Role {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /// The properties of a role that never change.
  public record Identity(String path, String name, String id, String arn, Instant created) {}

  /// Settings of a role.
  ///
  /// @param maxSession longest session in seconds
  public record Settings(Optional<String> description, int maxSession) {}

  /// The permissions of a role.
  ///
  /// @param inline documents of inline policies by name
  /// @param attached ARNs of managed policies
  /// @param boundary ARN of the permissions boundary
  public record Policies(
      Map<String, String> inline, List<String> attached, Optional<String> boundary) {
    public Policies {
      inline = Collections.unmodifiableMap(new LinkedHashMap<>(inline));
      attached = List.copyOf(attached);
    }
  }

  public String name() {
    return identity.name();
  }

  public String arn() {
    return identity.arn();
  }

  public Role with(Settings changed) {
    return new Role(identity, changed, trust, policies, tags);
  }

  private Role with(Policies changed) {
    return new Role(identity, settings, trust, changed, tags);
  }

  public Role withInline(Map<String, String> changed) {
    return with(new Policies(changed, policies.attached(), policies.boundary()));
  }

  public Role withAttached(List<String> changed) {
    return with(new Policies(policies.inline(), changed, policies.boundary()));
  }

  public Role withBoundary(Optional<String> changed) {
    return with(new Policies(policies.inline(), policies.attached(), changed));
  }

  public Role withTrust(String changed) {
    return new Role(identity, settings, changed, policies, tags);
  }

  public Role withTags(Map<String, String> changed) {
    return new Role(identity, settings, trust, policies, changed);
  }
}
