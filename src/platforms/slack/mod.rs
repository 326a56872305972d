pub mod manifest;
pub mod settings;
pub mod events {
    pub const ASK_ABOUT_MESSAGE: &str = "ask_about_message";
}
use crate::bot::Service;
use std::sync::Arc;
#[derive(Debug, thiserror::Error)]
#[error("none")]
pub struct SlackError;
pub struct Slack(pub settings::SlackSettings);
#[async_trait::async_trait]
impl super::Platform for Slack {
    fn name(&self) -> crate::bot::place::PlatformName {
        crate::bot::place::PlatformName::Slack
    }
    fn messenger(&self) -> Result<Arc<dyn crate::bot::outbox::Messenger>, super::PlatformError> {
        Err(SlackError.into())
    }
    async fn run(
        &self,
        _: Arc<Service>,
        _: tokio_util::sync::CancellationToken,
    ) -> Result<(), super::PlatformError> {
        Ok(())
    }
}
