package dev.parley.contract;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Opens a scene for a test that asks for one, and closes it afterwards. Its stores may serve the next test of the class. */
final class SceneExtension implements ParameterResolver {

    private static final Namespace SCENES = Namespace.create(SceneExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Scene.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        // what JUnit keeps for a test or a class is closed at its end
        return test.getStore(SCENES).computeIfAbsent(Scene.class, type -> new Scene(contract(test), leftover(test)));
    }

    private static Leftover leftover(ExtensionContext test) {
        return test.getParent().orElseThrow().getStore(SCENES).computeIfAbsent(Leftover.class);
    }

    private static StoresContract contract(ExtensionContext test) {
        return (StoresContract) test.getRequiredTestInstance();
    }
}
