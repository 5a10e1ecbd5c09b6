/// The AWS SDKs' shared files, `~/.aws/config` and `~/.aws/credentials`: one profile is changed,
/// and all else in them stays as it is, byte for byte.
@NullMarked
package io.spiffeaws.profile;

import org.jspecify.annotations.NullMarked;
