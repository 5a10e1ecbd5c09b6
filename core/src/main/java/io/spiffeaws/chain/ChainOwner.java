package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.EntryKey;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.trust.iam.ListedRole;
import io.spiffeaws.trust.iam.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Distinguishes what a chain manages from what it does not: entries by the prefix of their entry
/// ID, roles and providers by a tag. Nothing else is ever changed or deleted.
///
/// @param trustDomain of the chain
/// @param name of the chain; has no dot, so that no prefix is the start of another
public record ChainOwner(String trustDomain, String name) {
  /// The tag that names the chain which manages a resource.
  public static final String TAG = "spiffe-aws-chain";

  private static final String PREFIX = "spiffe-aws.";
  private static final int MAX_TAG_VALUE = 256;
  private static final int DIGEST_BYTES = 16;

  public ChainOwner {
    if (trustDomain.length() + 1 + name.length() > MAX_TAG_VALUE) {
      throw ProblemException.malformed(
          "name-too-long",
          "trust domain and name of the chain together have more than 255 characters, the limit"
              + " of a tag"
              + " in AWS",
          "specify a shorter name for the chain");
    }
  }

  static ChainOwner of(Manifest manifest) {
    return new ChainOwner(manifest.trustDomain(), manifest.name());
  }

  /// The name of the chain that manages the entry; empty if no chain does.
  static Optional<String> nameOf(RegistrationEntry entry) {
    var parts = entry.id().split("\\.", 3);
    return parts.length == 3 && (parts[0] + ".").equals(PREFIX) && Manifest.isName(parts[1])
        ? Optional.of(parts[1])
        : Optional.empty();
  }

  /// The name of the chain of that trust domain that manages a resource with these tags; empty if
  /// no chain does.
  static Optional<String> nameOf(String trustDomain, Map<String, String> tags) {
    return Optional.ofNullable(tags.get(TAG))
        .filter(mark -> mark.startsWith(trustDomain + "/"))
        .map(mark -> mark.substring(trustDomain.length() + 1))
        .filter(Manifest::isName);
  }

  /// The prefix of the entry IDs of the chain's entries.
  public String entryPrefix() {
    return PREFIX + name + ".";
  }

  /// Whether the chain manages the entry. Chains of two trust domains may have the same name.
  boolean manages(RegistrationEntry entry) {
    return entry.id().startsWith(entryPrefix())
        && entry.spiffeId().trustDomain().equals(trustDomain);
  }

  /// The description of the roles that the chain creates: a listing of roles contains the
  /// description, but no tags.
  String description() {
    return "Made by spiffe-aws for the chain " + tagValue();
  }

  /// Whether the chain may manage the role. A listing has no tags to decide it. The description
  /// says so, unless another chain has set it; or the trust policy names an ID of the trust domain.
  boolean mayManage(ListedRole role) {
    return role.description().contains(description())
        || role.trust().contains("\"spiffe://" + trustDomain + "/");
  }

  /// Whether another chain manages a resource with these tags.
  boolean ofAnotherChain(Map<String, String> tags) {
    return tags.containsKey(TAG) && !manages(tags);
  }

  /// Explains why an entry that the chain does not manage is not changed.
  static String notChanged(RegistrationEntry entry) {
    return notChanged(nameOf(entry));
  }

  /// Explains why a role or provider with these tags, which the chain does not manage, is not
  /// changed.
  static String notChanged(Map<String, String> tags) {
    return notChanged(Optional.ofNullable(tags.get(TAG)));
  }

  private static String notChanged(Optional<String> other) {
    return "not changed: "
        + other.map("managed by the chain %s"::formatted).orElse("not managed by this chain");
  }

  boolean manages(Role role) {
    return manages(role.tags());
  }

  boolean manages(Map<String, String> tags) {
    return tagValue().equals(tags.get(TAG));
  }

  /// The tags of the roles and the provider that the chain manages.
  Map<String, String> tags() {
    return Map.of(Role.MANAGED_TAG, Role.MANAGED_VALUE, TAG, tagValue());
  }

  /// The entry ID for an entry with that key. Deterministic.
  String entryId(EntryKey key) {
    return entryPrefix() + digest(key);
  }

  private String tagValue() {
    return trustDomain + "/" + name;
  }

  private static String digest(EntryKey key) {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      hash.update((key.spiffeId() + "\n" + key.parentId()).getBytes(StandardCharsets.UTF_8));
      key.selectors()
          .forEach(selector -> hash.update(("\n" + selector).getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(hash.digest(), 0, DIGEST_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
