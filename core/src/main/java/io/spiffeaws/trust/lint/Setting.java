package io.spiffeaws.trust.lint;

import java.util.Optional;

/// What a policy is looked at with.
///
/// @param account that the role is in; empty where it is not known
/// @param providers those of the account
/// @param advice for that role or file
record Setting(Optional<String> account, AccountProviders providers, Advice advice) {}
