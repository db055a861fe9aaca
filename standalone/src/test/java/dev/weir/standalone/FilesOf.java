package dev.weir.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.AnnotationBasedArgumentsProvider;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** The test takes each file of {@link Suite} that is of the kind. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ArgumentsSource(FilesOf.Provider.class)
@interface FilesOf {
  Suite.Kind value();

  /** Reads the folder when the test begins. */
  final class Provider extends AnnotationBasedArgumentsProvider<FilesOf> {
    @Override
    protected Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context, FilesOf files) {
      try {
        return Suite.files(files.value()).stream().map(Arguments::of);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
