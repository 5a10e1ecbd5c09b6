package io.spiffeaws.sandbox.aws.account;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// The current state of the account. Reads are thread-safe. A caller that reads, decides and writes
/// must hold its own lock.
public final class Account {
  private final String number;
  private final Map<String, OidcProvider> providers = new ConcurrentSkipListMap<>();
  private final Map<String, Role> roles = new ConcurrentSkipListMap<>();
  private final Map<String, ManagedPolicy> policies = new ConcurrentSkipListMap<>();

  /// Creates an empty account.
  ///
  /// @param number 12 digits
  public Account(String number) {
    this.number = number;
    AwsManagedPolicies.all().forEach(this::put);
  }

  public String number() {
    return number;
  }

  /// Returns the ARN of an IAM resource of this account, for example of `role/s3-app`.
  public String iamArn(String resource) {
    return "arn:aws:iam::" + number + ":" + resource;
  }

  public List<OidcProvider> providers() {
    return List.copyOf(providers.values());
  }

  public Optional<OidcProvider> provider(String arn) {
    return Optional.ofNullable(providers.get(arn));
  }

  public void put(OidcProvider provider) {
    providers.put(provider.arn(), provider);
  }

  public void removeProvider(String arn) {
    providers.remove(arn);
  }

  public List<Role> roles() {
    return List.copyOf(roles.values());
  }

  /// Returns the role of that name, or empty if there is none.
  ///
  /// @param name in any case: names are unique regardless of case
  public Optional<Role> role(String name) {
    return Optional.ofNullable(roles.get(name.toLowerCase(Locale.ROOT)));
  }

  public void put(Role role) {
    roles.put(role.name().toLowerCase(Locale.ROOT), role);
  }

  public void removeRole(String name) {
    roles.remove(name.toLowerCase(Locale.ROOT));
  }

  /// Returns the managed policies of AWS and of the account.
  public List<ManagedPolicy> policies() {
    return List.copyOf(policies.values());
  }

  public Optional<ManagedPolicy> policy(String arn) {
    return Optional.ofNullable(policies.get(arn));
  }

  public void put(ManagedPolicy policy) {
    policies.put(policy.arn(), policy);
  }

  public void removePolicy(String arn) {
    policies.remove(arn);
  }
}
