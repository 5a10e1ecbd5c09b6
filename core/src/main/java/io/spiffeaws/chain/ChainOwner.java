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

/// Tells what a chain made from what it found: entries by how their entry ID begins, roles and
/// providers by a tag. Nothing else is ever changed or deleted.
///
/// @param trustDomain of the chain
/// @param name of the chain; has no dot, so that no prefix begins another
public record ChainOwner(String trustDomain, String name) {
  /// The tag that says which chain made it.
  public static final String TAG = "spiffe-aws-chain";

  private static final String PREFIX = "spiffe-aws.";
  private static final int MAX_TAG_VALUE = 256;
  private static final int DIGEST_BYTES = 16;

  public ChainOwner {
    if (trustDomain.length() + 1 + name.length() > MAX_TAG_VALUE) {
      throw ProblemException.malformed(
          "name-too-long",
          "trust domain and name of the chain together have more than 255 characters, which a tag"
              + " of AWS cannot hold",
          "give the chain a shorter name");
    }
  }

  static ChainOwner of(Manifest manifest) {
    return new ChainOwner(manifest.trustDomain(), manifest.name());
  }

  /// The name of the chain that made the entry; empty where none did.
  static Optional<String> nameOf(RegistrationEntry entry) {
    var parts = entry.id().split("\\.", 3);
    return parts.length == 3 && (parts[0] + ".").equals(PREFIX) && Manifest.isName(parts[1])
        ? Optional.of(parts[1])
        : Optional.empty();
  }

  /// The name of the chain of that trust domain that made what has these tags.
  static Optional<String> nameOf(String trustDomain, Map<String, String> tags) {
    return Optional.ofNullable(tags.get(TAG))
        .filter(mark -> mark.startsWith(trustDomain + "/"))
        .map(mark -> mark.substring(trustDomain.length() + 1))
        .filter(Manifest::isName);
  }

  /// How the entry IDs of its entries begin.
  public String entryPrefix() {
    return PREFIX + name + ".";
  }

  /// Whether it made the entry. Chains of two trust domains may have one name.
  boolean made(RegistrationEntry entry) {
    return entry.id().startsWith(entryPrefix())
        && entry.spiffeId().trustDomain().equals(trustDomain);
  }

  /// What the description of a role says that it makes: a listing of roles shows that, and no tags.
  String description() {
    return "Made by spiffe-aws for the chain " + mark();
  }

  /// Whether it may have made the role, which its tags then tell: a listing has none. Its
  /// description says so, unless it is another's, or its trust policy names an ID of the trust
  /// domain.
  boolean mayHaveMade(ListedRole role) {
    return role.description().contains(description())
        || role.trust().contains("\"spiffe://" + trustDomain + "/");
  }

  /// Whether another chain made it.
  boolean ofAnotherChain(Map<String, String> tags) {
    return tags.containsKey(TAG) && !marked(tags);
  }

  /// Why another's entry is left as it is.
  static String leftAlone(RegistrationEntry entry) {
    return leftAlone(nameOf(entry));
  }

  /// Why another's role or provider, which has these tags, is left as it is.
  static String leftAlone(Map<String, String> tags) {
    return leftAlone(Optional.ofNullable(tags.get(TAG)));
  }

  private static String leftAlone(Optional<String> other) {
    return "left alone: "
        + other.map("the chain %s made it"::formatted).orElse("this chain did not make it");
  }

  boolean made(Role role) {
    return marked(role.tags());
  }

  boolean marked(Map<String, String> tags) {
    return mark().equals(tags.get(TAG));
  }

  /// The tags of what it makes in AWS.
  Map<String, String> marks() {
    return Map.of(Role.MARK, Role.MARK_VALUE, TAG, mark());
  }

  /// The entry ID of that entry, the same whenever it is made.
  String entryId(EntryKey key) {
    return entryPrefix() + digest(key);
  }

  private String mark() {
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
