package io.spiffeaws.chain;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.policy.ProviderArn;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The current state of all resources that a chain refers to.
///
/// @param entries those that the chain manages, and those with the same key as one of its workloads
/// @param aws the AWS side; empty if it was not read
public record CurrentState(List<RegistrationEntry> entries, Optional<Aws> aws) {
  public CurrentState {
    entries = List.copyOf(entries);
  }

  /// The AWS side.
  ///
  /// @param account of the roles; empty if the chain names no source of credentials
  /// @param issuerArn the ARN that the issuer's provider has, or will have; empty if the chain
  ///   names no issuer
  /// @param provider the issuer's provider
  /// @param roles those that the chain specifies or manages, by name
  /// @param namesInOtherCase names of existing roles that differ from a specified one only in case,
  ///   by the specified name
  /// @param missingPolicies ARNs of managed policies that roles are to have, and that do not exist
  /// @param trustingRoles names of all roles whose trust policy names the provider
  /// @param rolesByAudience by audiences of the provider that the chain does not name, the roles
  ///   that may accept tokens for them
  /// @param formerProviders providers that the chain manages for issuers other than its current one
  /// @param trustPolicyQuota how many characters without whitespace a trust policy may have
  /// @param rolesAnywhere empty if it was not read
  /// @param rolesAnywhereUnread why it was not read although a role of the chain trusts it
  public record Aws(
      Optional<AwsAccount> account,
      Optional<ProviderArn> issuerArn,
      Optional<OidcProvider> provider,
      Map<String, RoleState> roles,
      Map<String, String> namesInOtherCase,
      Set<String> missingPolicies,
      Set<String> trustingRoles,
      Map<String, Set<String>> rolesByAudience,
      List<Former> formerProviders,
      int trustPolicyQuota,
      Optional<RolesAnywhereState> rolesAnywhere,
      Optional<ProblemException> rolesAnywhereUnread) {
    public Aws {
      roles = Collections.unmodifiableMap(new TreeMap<>(roles));
      namesInOtherCase = Map.copyOf(namesInOtherCase);
      missingPolicies = Set.copyOf(missingPolicies);
      trustingRoles = Collections.unmodifiableSet(new TreeSet<>(trustingRoles));
      rolesByAudience = Collections.unmodifiableMap(new TreeMap<>(rolesByAudience));
      formerProviders = List.copyOf(formerProviders);
    }
  }

  /// A provider of an issuer that the chain no longer names.
  ///
  /// @param trustingRoles names of all roles whose trust policy names it
  public record Former(OidcProvider provider, Set<String> trustingRoles) {
    public Former {
      trustingRoles = Collections.unmodifiableSet(new TreeSet<>(trustingRoles));
    }
  }
}
