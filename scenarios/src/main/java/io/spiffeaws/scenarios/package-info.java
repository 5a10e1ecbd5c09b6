/// Runs the scenario files, each in every world that it names.
@NullMarked
package io.spiffeaws.scenarios;

import org.jspecify.annotations.NullMarked;
